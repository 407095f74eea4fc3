package dev.cardea.attribute;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The kinds of values that claims have (OIDC Core §5.1), and those of declared attributes.
final class Kinds {
    private static final int LONGEST = 1000;
    /// Nothing that is invisible, or that changes how what stands around it is shown.
    private static final Pattern VISIBLE = Pattern.compile("[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]*");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}([_-][A-Za-z0-9]{1,8})*");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9 ()./-]{5,40}(;ext=[0-9]{1,15})?");
    private static final Set<String> ADDRESS = Set.of("formatted", "street_address", "locality", "region",
            "postal_code", "country");
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

    private Kinds() {}

    static final Kind TEXT = texts(Kinds::isVisible, "is no text of visible characters",
            "write 1 to " + LONGEST + " characters");
    static final Kind FLAG = of(value -> value instanceof Boolean, "is neither true nor false", "write true or false");
    static final Kind NUMBER = of(value -> value instanceof Number number && Double.isFinite(number.doubleValue()),
            "is no number", "write digits");
    static final Kind DATE = texts(Kinds::isDate, "is no date", "write YYYY-MM-DD");
    static final Kind BIRTHDATE = texts(text -> text.matches("[0-9]{4}") || isDate(text.replaceFirst("^0000", "2000")),
            "is no date", "write YYYY-MM-DD, or YYYY (OIDC Core §5.1)");
    static final Kind PAGE = texts(Kinds::isPage, "is no web address", "write it whole, starting with https://");
    static final Kind ZONE = texts(ZONES::contains, "is no time zone", "write it like Europe/Berlin");
    static final Kind LANGUAGE_TAG = texts(text -> LANGUAGE.matcher(text).matches(), "is no language",
            "write it like de-CH (BCP 47)");
    static final Kind PHONE_NUMBER = texts(text -> PHONE.matcher(text).matches(), "is no telephone number",
            "write it like +49 30 1234567");
    static final Kind POSTAL_ADDRESS = of(Kinds::isPostalAddress, "is no address",
            "write texts for some of " + String.join(", ", ADDRESS.stream().sorted().toList()));

    static Kind oneOf(List<String> values) {
        return of(value -> value instanceof String text && values.contains(text), "is not offered",
                "use one of " + String.join(", ", values));
    }

    private static Kind texts(Predicate<String> isGood, String what, String remedy) {
        return of(value -> value instanceof String text && isGood.test(text), what, remedy);
    }

    private static Kind of(Predicate<Object> isGood, String what, String remedy) {
        var problem = Optional.of(new Kind.Problem(what, remedy));
        return value -> isGood.test(value) ? Optional.empty() : problem;
    }

    private static boolean isVisible(String text) {
        return !text.isBlank() && text.length() <= LONGEST && VISIBLE.matcher(text).matches();
    }

    private static boolean isDate(String text) {
        if (!text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) return false;
        try {
            var _ = LocalDate.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isPage(String text) {
        if (!isVisible(text)) return false;
        try {
            var uri = new URI(text);
            return uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /// Lines of an address may be apart (OIDC Core §5.1.1).
    private static boolean isPostalAddress(Object value) {
        return value instanceof Map<?, ?> members && !members.isEmpty() && ADDRESS.containsAll(members.keySet())
                && members.values()
                        .stream()
                        .allMatch(line -> line instanceof String text
                                && isVisible(text.replace("\r\n", " ").replace('\n', ' ')));
    }
}
