package dev.cardea.account;

import dev.cardea.attribute.Attributes;
import dev.cardea.http.Form;
import dev.cardea.user.User;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// What a person may say of themselves: the standard claims (OIDC Core §5.1) that nobody has to vouch for.
final class Profile {
    private static final int LONGEST = 200;
    private static final Pattern TEXT = Pattern.compile("[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}<>]*");
    private static final String PHONE_NUMBER = "phone_number";
    private static final String BIRTHDATE = "birthdate";

    /// Name of the claim, and what browsers know it by.
    record Item(String claim, String autocomplete) {}

    static final List<Item> ITEMS = List.of(
            new Item("name", "name"),
            new Item("given_name", "given-name"),
            new Item("family_name", "family-name"),
            new Item("nickname", "nickname"),
            new Item(BIRTHDATE, "bday"),
            new Item(PHONE_NUMBER, "tel"),
            new Item("website", "url"),
            new Item("locale", "language"),
            new Item("zoneinfo", "off"));

    private Profile() {}

    static String value(User user, String claim) {
        return user.claims().get(claim) instanceof String text ? text : "";
    }

    /// Which fields hold something that cannot be.
    static List<String> problems(Form form) {
        return ITEMS.stream()
                .map(Item::claim)
                .filter(claim -> !isUsable(claim, form.get(claim).orElse("").strip()))
                .toList();
    }

    private static boolean isUsable(String claim, String text) {
        if (text.isEmpty()) return true;
        if (text.length() > LONGEST || !TEXT.matcher(text).matches()) return false;
        return Attributes.standardProblem(claim, text).isEmpty();
    }

    /// The claims with what was typed.
    static Map<String, Object> changed(User user, Form form) {
        var claims = new HashMap<>(user.claims());
        for (var item : ITEMS) {
            var text = form.get(item.claim()).orElse("").strip();
            // What was proven was the number, so it does not carry over to another one.
            if (item.claim().equals(PHONE_NUMBER) && !text.equals(value(user, PHONE_NUMBER)))
                claims.remove("phone_number_verified");
            if (text.isEmpty()) claims.remove(item.claim());
            else
                claims.put(item.claim(), text);
        }
        return claims;
    }

    /// The names of what differs.
    static List<String> differences(Map<String, Object> before, Map<String, Object> after) {
        var all = new LinkedHashMap<>(before);
        all.putAll(after);
        return all.keySet()
                .stream()
                .filter(name -> !String.valueOf(before.get(name)).equals(String.valueOf(after.get(name))))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }
}
