package dev.cardea.token;

import dev.cardea.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// The `claims` request parameter (OIDC Core §5.5).
///
/// @param idToken the requests for the ID token, by claim name
/// @param userinfo the requests for the userinfo answer, by claim name
public record RequestedClaims(Map<String, Request> idToken, Map<String, Request> userinfo) {
    public static final RequestedClaims NONE = new RequestedClaims(Map.of(), Map.of());
    private static final Request ANY = new Request(false, List.of());
    private static final int MAX_CLAIMS = 100;

    /// One requested claim (§5.5.1).
    ///
    /// @param values the acceptable values, most wanted first; empty where any will do
    public record Request(boolean essential, List<String> values) {}

    /// @param json the parameter, null where it was not sent
    /// @throws dev.cardea.oauth.OAuthException `invalid_request` where it is malformed
    public static RequestedClaims parse(@Nullable String json) {
        if (json == null) return NONE;
        try {
            var members = Json.object(json);
            return new RequestedClaims(read(members, "id_token"), read(members, "userinfo"));
        } catch (IllegalArgumentException e) {
            throw invalidRequest("claims must be a JSON object as in OIDC Core §5.5: " + e.getMessage());
        }
    }

    private static Map<String, Request> read(Map<String, Object> members, String member) {
        var requests = new java.util.LinkedHashMap<String, Request>();
        if (!(members.get(member) instanceof Map<?, ?> wanted)) {
            if (members.get(member) == null) return requests;
            throw new IllegalArgumentException(member + " must be an object");
        }
        if (wanted.size() > MAX_CLAIMS) throw new IllegalArgumentException("more than " + MAX_CLAIMS + " claims");
        wanted.forEach((name, request) -> requests.put((String) name, request(request)));
        return requests;
    }

    private static Request request(@Nullable Object request) {
        if (!(request instanceof Map<?, ?> options)) {
            if (request == null) return ANY;
            throw new IllegalArgumentException("a claim's request must be null or an object");
        }
        var values = new ArrayList<String>();
        if (options.get("value") != null) values.add(String.valueOf(options.get("value")));
        if (options.get("values") instanceof List<?> many) many.forEach(value -> values.add(String.valueOf(value)));
        return new Request(Boolean.TRUE.equals(options.get("essential")), List.copyOf(values));
    }

    public Set<String> names() {
        return Stream.of(idToken, userinfo).flatMap(requests -> requests.keySet().stream()).collect(Collectors.toSet());
    }

    public Set<String> idTokenNames() {
        return idToken.keySet();
    }

    public Set<String> userinfoNames() {
        return userinfo.keySet();
    }

    /// Whether the person with this `sub` is one that the client asks for, in both places (§5.5.1).
    public boolean accept(String subject) {
        return Stream.of(idToken, userinfo)
                .map(requests -> requests.getOrDefault("sub", ANY).values())
                .allMatch(values -> values.isEmpty() || values.contains(subject));
    }
}
