package dev.cardea.authorize;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.MACVerifier;
import dev.cardea.client.Client;
import dev.cardea.client.ClientKeys;
import dev.cardea.client.ClientSecretJwt;
import dev.cardea.http.Form;
import dev.cardea.jose.DecryptionKeys;
import dev.cardea.jose.ForeignJwt;
import dev.cardea.jose.UnsecuredJwt;
import dev.cardea.json.Json;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.OAuthException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads request objects (RFC 9101, OIDC Core §6): whose they are, and which parameters they stand for.
public final class RequestObjects {
    private static final Set<String> TYPES = Set.of("oauth-authz-req+jwt", "jwt");
    /// What is said about the JWT and is no parameter.
    private static final Set<String> ABOUT_THE_JWT = Set.of("iss", "aud", "exp", "nbf", "iat", "jti", "sub");

    private final ClientKeys keys;
    private final DecryptionKeys decryptionKeys;
    private final RequestObjectClaims rules;
    private final boolean acceptUnsigned;

    /// @param acceptUnsigned whether a client that registered no algorithm may leave its objects unsigned (OIDC Core §6.1)
    public RequestObjects(ClientKeys keys, DecryptionKeys decryptionKeys, RequestObjectClaims rules,
            boolean acceptUnsigned) {
        this.keys = keys;
        this.decryptionKeys = decryptionKeys;
        this.rules = rules;
        this.acceptUnsigned = acceptUnsigned;
    }

    /// @param text the object as it came
    /// @return the parameters, `client_id` among them
    /// @throws OAuthException `invalid_request_object`
    Form read(String text, Client client) {
        var jwt = isEncrypted(text) ? decrypted(text) : text;
        // Inside of what was encrypted the same is asked for: anybody can encrypt.
        var unsigned = isToBeUnsigned(jwt, client);
        var claims = unsigned ? unsecured(jwt) : signed(jwt, client, client.requests().objectAlg());
        rules.check(claims, client, !unsigned);
        return parameters(claims, client);
    }

    /// An object that nobody signed is worth as much as plain parameters are.
    private boolean isToBeUnsigned(String jwt, Client client) {
        var registered = client.requests().objectAlg();
        if (registered != null) return registered.equals("none");
        return acceptUnsigned && jwt.endsWith(".") && !client.requests().requireObject()
                && !client.profile().boundsRequestTimes();
    }

    /// What an object says that must say all there is to say about itself.
    ///
    /// @param id its `jti`
    /// @param forgetAt when it can be presented no more
    public record Signed(Form parameters, String id, Instant forgetAt) {}

    /// A backchannel authentication request (CIBA Core §7.1.1).
    ///
    /// @param algorithm the only `alg` it may have
    /// @throws OAuthException `invalid_request_object`
    public Signed signed(String algorithm, String text, Client client) {
        var claims = signed(text, client, algorithm);
        return new Signed(parameters(claims, client), String.valueOf(claims.get("jti")),
                rules.checkWhole(claims, client));
    }

    private static boolean isEncrypted(String text) {
        return text.chars().filter(character -> character == '.').count() == 4;
    }

    /// One answer for whatever is wrong: which it was would help to decrypt what others sent (RFC 7516 §11.5).
    private String decrypted(String text) {
        return decryptionKeys.open(text)
                .orElseThrow(() -> invalid("it is not encrypted with a published key by an algorithm that is offered"));
    }

    /// Accepted only of a client that is registered for it: anybody can make one.
    private static Map<String, Object> unsecured(String text) {
        var jwt = UnsecuredJwt.parse(text)
                .orElseThrow(() -> invalid("it is not a JWT with alg none, for which this client is registered"));
        checkType(jwt.header().get("typ"));
        return jwt.claims();
    }

    private Map<String, Object> signed(String text, Client client, @Nullable String registered) {
        var jwt = ForeignJwt.parse(text).orElseThrow(() -> invalid("it is not a signed JWT of at most 8 KB"));
        var algorithm = jwt.header().getAlgorithm().getName();
        if (registered == null ? !client.profile().algorithms().contains(algorithm) : !registered.equals(algorithm))
            throw invalid(
                    "alg must be " + (registered == null
                            ? "one of " + String.join(", ", new TreeSet<>(client.profile().algorithms()))
                            : registered) + " for this client")
                    .with("alg", algorithm);
        checkType(jwt.header().getType() == null ? null : jwt.header().getType().getType());
        if (!jwt.isPlain()) throw invalid("its header has a parameter that is not understood");
        var verified = ClientSecretJwt.ALGORITHMS.contains(algorithm)
                ? isMadeWithSecret(jwt, client)
                : keys.verifies(client, jwt);
        if (!verified)
            throw invalid("no key of the client made its signature")
                    .with("alg", algorithm)
                    .with("key", () -> ClientSecretJwt.ALGORITHMS.contains(algorithm)
                            ? "the client's secret did not make it"
                            : keys.unverified(client, jwt));
        return jwt.claims();
    }

    /// RFC 9101 §10.8: not a JWT made for something else.
    private static void checkType(@Nullable Object typ) {
        if (typ == null || (typ instanceof String text && TYPES.contains(text.toLowerCase(Locale.ROOT)))) return;
        throw invalid("typ must be oauth-authz-req+jwt");
    }

    private static boolean isMadeWithSecret(ForeignJwt jwt, Client client) {
        var secret = client.credentials().secret();
        try {
            return secret != null && jwt.jwt().verify(new MACVerifier(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException e) {
            return false; // for one, a secret too short for the algorithm
        }
    }

    private static Form parameters(Map<String, Object> claims, Client client) {
        var parameters = new LinkedHashMap<String, List<String>>();
        claims.forEach((name, value) -> {
            if (!ABOUT_THE_JWT.contains(name) && value != null) parameters.put(name, values(name, value));
        });
        parameters.put("client_id", List.of(client.id().value()));
        try {
            // Once through the reader of forms, which refuses what no form can hold.
            return Form.parse(Form.ofAll(parameters).encoded());
        } catch (OAuthException e) {
            throw invalid(e.error().description());
        }
    }

    /// RFC 9101 §4: numbers and JSON objects stand as they are, all else is text.
    private static List<String> values(String name, Object value) {
        return switch (value) {
            case List<?> several when name.equals("resource") -> several.stream().map(String::valueOf).toList();
            case List<?> several -> List.of(Json.text(several));
            case Map<?, ?> object -> List.of(Json.text(named(object)));
            default -> List.of(String.valueOf(value));
        };
    }

    private static Map<String, Object> named(Map<?, ?> object) {
        var named = new LinkedHashMap<String, Object>();
        object.forEach((name, value) -> named.put((String) name, value));
        return named;
    }

    static OAuthException invalid(String why) {
        return OAuthError.of(ErrorCode.invalid_request_object, "the request object is not valid: " + why)
                .by("RFC 9101 §6");
    }
}
