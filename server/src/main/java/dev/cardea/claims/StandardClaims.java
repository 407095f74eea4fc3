package dev.cardea.claims;

import dev.cardea.user.User;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The standard claims (OIDC Core §5.1) and the scopes of §5.4.
public final class StandardClaims implements ClaimSource {
    @Override
    public Map<String, List<String>> byScope() {
        var scopes = new LinkedHashMap<String, List<String>>();
        scopes.put(
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
                        "updated_at"));
        scopes.put("email", List.of("email", "email_verified"));
        scopes.put("address", List.of("address"));
        scopes.put("phone", List.of("phone_number", "phone_number_verified"));
        return scopes;
    }

    @Override
    public boolean inAccessTokens() {
        return false;
    }

    @Override
    public Map<String, Object> claims(User user, Set<String> wanted) {
        var claims = new HashMap<String, Object>();
        for (var name : wanted) {
            var value = value(user, name);
            if (value != null) claims.put(name, value);
        }
        return claims;
    }

    private static @Nullable Object value(User user, String name) {
        return switch (name) {
            case "email" -> user.email();
            case "email_verified" -> user.email() == null ? null : user.emailVerified();
            case "preferred_username" -> user.username() != null ? user.username() : user.email();
            case "updated_at" -> user.updatedAt().getEpochSecond();
            default -> user.claims().get(name);
        };
    }
}
