package dev.cardea.declaration;

import dev.cardea.attribute.Attributes;
import dev.cardea.claims.ReservedClaims;
import dev.cardea.config.Section;
import dev.cardea.config.Value;
import dev.cardea.json.Json;
import dev.cardea.oauth.OAuthException;
import dev.cardea.user.PasswordHashing;
import dev.cardea.user.User;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads an account: the standard claims (OIDC Core §5.1) by their names, and what Cardea adds.
public final class UserSettings {
    private static final List<String> TEXTS = List.of("name", "given_name", "family_name", "middle_name", "nickname",
            "gender", "zoneinfo", "locale", "phone_number", "profile", "picture", "website", "birthdate");
    private static final List<String> ADDRESS = List.of("formatted", "street_address", "locality", "region",
            "postal_code", "country");
    /// Claims with a source of their own.
    private static final Set<String> COMPUTED = Set.of("organization", "roles", "authorizations", "groups",
            "updated_at");
    private static final int SHORTEST_PASSWORD = 8;

    private UserSettings() {}

    /// What it answers is usable only if no mistake was recorded.
    public static DeclaredUser read(Section section, Attributes attributes) {
        var email = section.value("email");
        email.filter(v -> !v.text().matches("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+"))
                .ifPresent(v -> v.wrong("is no e-mail address", "write it like alice@example.com"));
        var username = section.value("preferred_username");
        username.filter(v -> v.text().isBlank() || v.text().matches(".*\\p{Cntrl}.*"))
                .ifPresent(v -> v.wrong("is no username", "use visible characters"));
        if (!section.has("email") && !section.has("preferred_username"))
            section.mistake("email", "is missing", "give the account an email or a preferred_username to sign in with");
        return new DeclaredUser(
                email.map(Value::text).orElse(null),
                section.value("email_verified").flatMap(Value::flag).orElse(null),
                username.map(Value::text).orElse(null),
                claims(section, attributes),
                section.string("organization").orElse(null),
                Set.copyOf(section.strings("roles", List.of())),
                status(section),
                password(section),
                passwordHash(section));
    }

    private static User.@Nullable Status status(Section section) {
        return section.value("enabled")
                .flatMap(Value::flag)
                .map(enabled -> enabled ? User.Status.active : User.Status.disabled)
                .orElse(null);
    }

    private static @Nullable String password(Section section) {
        var password = section.value("password");
        password.ifPresent(value -> {
            if (value.text().length() < SHORTEST_PASSWORD)
                value.mistake("is shorter than " + SHORTEST_PASSWORD + " characters", "choose a longer one");
            try {
                PasswordHashing.requireUsable(value.text());
            } catch (OAuthException e) {
                value.mistake("cannot be used: " + e.error().description(), "choose another one");
            }
        });
        return password.map(Value::text).orElse(null);
    }

    private static @Nullable String passwordHash(Section section) {
        var hash = section.value("password_hash");
        if (hash.isPresent() && section.has("password"))
            section.mistake("password_hash", "is set beside password", "keep one of the two");
        hash.ifPresent(value -> {
            try {
                PasswordHashing.requireSupported(value.text());
            } catch (IllegalArgumentException e) {
                value.mistake("cannot be used: " + e.getMessage(), "make one with: cardea hash-password");
            }
        });
        return hash.map(Value::text).orElse(null);
    }

    private static Map<String, Object> claims(Section section, Attributes known) {
        var claims = new LinkedHashMap<String, Object>();
        for (var name : TEXTS) section.value(name).ifPresent(value -> claims.put(name, text(name, value)));
        section.value("phone_number_verified")
                .flatMap(Value::flag)
                .ifPresent(
                        verified -> claims.put("phone_number_verified", verified));
        var address = address(section.section("address"));
        if (!address.isEmpty()) claims.put("address", address);
        claims.putAll(attributes(section, known));
        return claims;
    }

    private static String text(String name, Value value) {
        Attributes.standardProblem(name, value.text())
                .ifPresent(problem -> value.wrong(problem.what(), problem.remedy()));
        return value.text();
    }

    /// What no standard knows. Where none is declared, any name will do, and nobody sees it unless a scope is declared
    /// for it.
    private static Map<String, Object> attributes(Section section, Attributes known) {
        var found = section.plain("attributes").orElse(Map.of());
        if (!(found instanceof Map<?, ?> members)) {
            section.mistake("attributes", "is no section of names with values", "write it like { department: Sales }");
            return Map.of();
        }
        var attributes = new LinkedHashMap<String, Object>();
        members.forEach((name, value) -> {
            var text = String.valueOf(name);
            if (section.asked().contains(text) || COMPUTED.contains(text) || ReservedClaims.has(text))
                section.mistake("attributes", "has " + text + ", which means something else", "choose another name");
            else if (!known.declared().isEmpty() && value != null)
                known.problem(text, value)
                        .ifPresent(problem -> section.mistake("attributes",
                                "has " + text + ", which " + problem.what(), problem.remedy()));
            attributes.put(text, value);
        });
        // As they will be read from the store, to tell whether they changed.
        return Json.object(Json.text(attributes));
    }

    private static Map<String, String> address(Section section) {
        var address = new LinkedHashMap<String, String>();
        for (var name : ADDRESS) section.string(name).ifPresent(value -> address.put(name, value));
        return address;
    }
}
