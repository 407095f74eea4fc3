package dev.cardea.details;

import dev.cardea.json.Json;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.OAuthException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads `authorization_details` as a client sent it (RFC 9396 §2). What comes out says the same to every reader of JSON:
/// numbers are those that a double has (RFC 7493 §2.2), text is Unicode, and nothing is null.
final class SentDetails {
    static final int MOST = 20;
    /// As it is sent: it travels in addresses.
    static final int MOST_ENCODED = 5000;
    private static final long LARGEST = (1L << 53) - 1;

    private SentDetails() {}

    /// @return at least one, none of them twice
    /// @throws OAuthException `invalid_authorization_details`
    static List<Detail> read(String text) {
        if (text.length() > MOST_ENCODED || URLEncoder.encode(text, StandardCharsets.UTF_8).length() > MOST_ENCODED)
            throw invalid("is longer than " + MOST_ENCODED + " characters as it is sent");
        var details = new LinkedHashSet<Detail>();
        int index = 0;
        for (var sent : array(text)) {
            var at = "[" + index++ + "]";
            if (!(sent instanceof Map<?, ?> object)) throw invalid(at + " is not an object");
            var detail = new Detail(members(object, at));
            if (!(detail.members().get(Detail.TYPE) instanceof String type) || type.isEmpty())
                throw invalid(at + " has no type, or one that is no text").by("RFC 9396 §2");
            checkCommon(detail, at);
            details.add(detail);
        }
        if (details.isEmpty()) throw invalid("is empty: leave it out where nothing is asked for");
        if (index > MOST) throw invalid("has more than " + MOST + " objects");
        return List.copyOf(details);
    }

    private static List<Object> array(String text) {
        try {
            return Json.exactList(text);
        } catch (IllegalArgumentException e) {
            throw invalid("is not a JSON array of objects").with("cause", String.valueOf(e.getMessage()));
        }
    }

    /// §2.2.
    private static void checkCommon(Detail detail, String at) {
        for (var name : Detail.LISTS)
            if (detail.members().containsKey(name) && !(detail.members().get(name) instanceof List<?> several
                    && several.stream().allMatch(String.class::isInstance)))
                throw invalid(at + "." + name + " is not an array of texts").by("RFC 9396 §2.2");
        if (detail.members().containsKey(Detail.IDENTIFIER)
                && !(detail.members().get(Detail.IDENTIFIER) instanceof String))
            throw invalid(at + "." + Detail.IDENTIFIER + " is not a text").by("RFC 9396 §2.2");
    }

    private static Map<String, Object> members(Map<?, ?> object, String at) {
        var members = new LinkedHashMap<String, Object>();
        object.forEach((name, value) -> {
            var text = text((String) name, at);
            members.put(text, value(value, at + "." + text));
        });
        return members;
    }

    private static Object value(@Nullable Object value, String at) {
        return switch (value) {
            case null -> throw invalid(at + " is null: leave it out");
            case String text -> text(text, at);
            case Boolean flag -> flag;
            case Integer number -> number;
            case Long number when Math.abs(number) <= LARGEST -> number;
            case Long _ -> throw tooExact(at);
            case BigInteger _ -> throw tooExact(at);
            case BigDecimal number -> number(number, at);
            case List<?> several -> {
                var values = new ArrayList<>();
                for (var one : several) values.add(value(one, at + "[" + values.size() + "]"));
                yield List.copyOf(values);
            }
            case Map<?, ?> object -> java.util.Collections.unmodifiableMap(members(object, at));
            default -> throw new IllegalArgumentException("not of JSON: " + value.getClass());
        };
    }

    private static String text(String text, String at) {
        if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text))
            throw invalid(at + " has a NUL character or half of a surrogate pair");
        return text;
    }

    /// A whole number in whichever way it was written is the same one.
    private static Number number(BigDecimal sent, String at) {
        double number = sent.doubleValue();
        if (Double.isInfinite(number) || new BigDecimal(Double.toString(number)).compareTo(sent) != 0)
            throw tooExact(at);
        if (number != Math.rint(number) || Math.abs(number) > LARGEST) return number;
        long whole = (long) number;
        return whole == (int) whole ? (Number) (int) whole : (Number) whole;
    }

    private static OAuthException tooExact(String at) {
        return invalid(at + " has more digits than every reader of JSON keeps: write it as a text").by("RFC 7493 §2.2");
    }

    static OAuthException invalid(String why) {
        return OAuthError.of(ErrorCode.invalid_authorization_details,
                Detail.NAME + (why.startsWith("[") ? "" : " ") + why).by("RFC 9396 §5");
    }
}
