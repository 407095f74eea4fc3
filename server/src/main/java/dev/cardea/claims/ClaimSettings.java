package dev.cardea.claims;

import dev.cardea.config.Section;
import dev.cardea.config.Value;
import dev.cardea.oauth.OAuthException;
import dev.cardea.oauth.Scopes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Reads `scopes`, `claims` and the organizations' `claims`.
public final class ClaimSettings {
    private static final Set<String> WITHOUT_CLAIMS = Set.of(Scopes.OPENID, "offline_access", "offline");
    private static final String DESCRIPTION = "description";
    private static final int LONGEST_DESCRIPTION = 200;

    private ClaimSettings() {}

    public static ClaimRules read(Section root) {
        var names = new HashSet<String>();
        var scopes = root.sections("scopes").stream().map(section -> scope(section, names)).toList();
        var origins = new HashMap<String, String>();
        for (var section : root.sections("claims")) {
            var name = claim(section, "name");
            if (origins.put(name, claim(section, "from")) != null)
                section.mistake("name", "'" + name + "' is declared twice", "keep one of them");
        }
        var released = new HashMap<String, Set<String>>();
        for (var section : root.sections("organizations"))
            if (section.has("claims")) released.put(section.string("id", ""), Set.copyOf(claims(section)));
        return new ClaimRules(scopes, origins, released);
    }

    private static ClaimRules.Scope scope(Section section, Set<String> names) {
        var name = section.requiredValue("name", "write the scope value");
        name.filter(value -> !isDeclarable(value.text()))
                .ifPresent(value -> value.wrong("cannot be declared", "choose another word, without spaces"));
        name.filter(value -> !names.add(value.text()))
                .ifPresent(value -> value.wrong("is declared twice", "keep one of them"));
        return new ClaimRules.Scope(
                name.map(Value::text).orElse("?"),
                claims(section),
                section.flag("in_access_token", false),
                descriptions(section));
    }

    /// Whether it can be a scope that opens claims.
    public static boolean isDeclarable(String scope) {
        return !WITHOUT_CLAIMS.contains(scope) && isScopeValue(scope);
    }

    private static boolean isScopeValue(String text) {
        try {
            return Scopes.parse(text).values().equals(Set.of(text));
        } catch (OAuthException _) {
            return false;
        }
    }

    private static Map<String, String> descriptions(Section section) {
        var descriptions = new HashMap<String, String>();
        section.value(DESCRIPTION).ifPresent(value -> descriptions.put("", description(value)));
        for (var name : section.tagged(DESCRIPTION))
            section.value(name)
                    .ifPresent(value -> descriptions.put(
                            name.substring(name.indexOf('#') + 1).toLowerCase(Locale.ROOT), description(value)));
        return descriptions;
    }

    private static String description(Value value) {
        if (value.text().isBlank() || value.text().length() > LONGEST_DESCRIPTION)
            value.mistake("is empty or too long", "use up to " + LONGEST_DESCRIPTION + " characters");
        return value.text();
    }

    private static List<String> claims(Section section) {
        section.values("claims").forEach(ClaimSettings::check);
        return section.strings("claims", List.of());
    }

    private static String claim(Section section, String name) {
        var value = section.requiredValue(name, "write the name of a claim");
        value.ifPresent(ClaimSettings::check);
        return value.map(Value::text).orElse("?");
    }

    private static void check(Value claim) {
        if (ReservedClaims.has(claim.text()))
            claim.wrong("has a meaning of its own in tokens", "choose another name");
    }
}
