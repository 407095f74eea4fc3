package dev.cardea.user;

import dev.cardea.oauth.Scopes;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What can be said about a person, by claim name (OIDC Core §5.1), and which scope opens which claim (§5.4).
public final class Claims {
    private static final Map<String, List<String>> BY_SCOPE = Map.of(
            "profile",
            List.of(
                    "name",
                    "family_name",
                    "given_name",
                    "middle_name",
                    "nickname",
                    "preferred_username",
                    "profile",
                    "picture",
                    "website",
                    "gender",
                    "birthdate",
                    "zoneinfo",
                    "locale",
                    "updated_at"),
            "email",
            List.of("email", "email_verified"),
            "address",
            List.of("address"),
            "phone",
            List.of("phone_number", "phone_number_verified"));

    private static final Set<String> SUPPORTED = supportedNames();

    private Claims() {}

    /// The scopes of OIDC Core §5.4 that open claims.
    public static Set<String> scopes() {
        return BY_SCOPE.keySet();
    }

    /// Every claim name that a scope can open: `claims_supported`.
    public static Set<String> supported() {
        return SUPPORTED;
    }

    private static Set<String> supportedNames() {
        var names = new LinkedHashSet<String>();
        List.of("profile", "email", "address", "phone")
                .forEach(scope -> names.addAll(BY_SCOPE.getOrDefault(scope, List.of())));
        return Collections.unmodifiableSet(names);
    }

    /// The claims opened by the scopes and those asked for by name, without those that have no value.
    public static Map<String, Object> of(User user, Scopes scopes, Collection<String> names) {
        var claims = new LinkedHashMap<String, Object>();
        for (var scope : scopes) put(claims, user, BY_SCOPE.getOrDefault(scope, List.of()));
        put(claims, user, names);
        return claims;
    }

    private static void put(Map<String, Object> claims, User user, Collection<String> names) {
        for (var name : names) {
            var value = value(user, name);
            if (value != null) claims.put(name, value);
        }
    }

    private static @Nullable Object value(User user, String name) {
        return switch (name) {
            case "email" -> user.email();
            case "email_verified" -> user.email() == null ? null : user.emailVerified();
            case "preferred_username" -> user.username() != null ? user.username() : user.email();
            case "updated_at" -> user.updatedAt().getEpochSecond();
            // Only what a scope could open may be asked for by name: custom attributes are nobody's by default.
            default -> SUPPORTED.contains(name) ? user.claims().get(name) : null;
        };
    }
}
