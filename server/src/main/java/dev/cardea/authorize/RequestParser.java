package dev.cardea.authorize;

import dev.cardea.client.Client;
import dev.cardea.details.DetailTypes;
import dev.cardea.http.Form;
import dev.cardea.oauth.AcrValues;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.ResponseType;
import dev.cardea.oauth.Scopes;
import dev.cardea.token.Authorization;
import dev.cardea.token.IdTokens;
import dev.cardea.token.Pkce;
import dev.cardea.token.Reaches;
import dev.cardea.token.RequestedClaims;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

import static dev.cardea.oauth.OAuthError.invalidRequest;
import static dev.cardea.oauth.OAuthError.invalidScope;

/// Checks an authorization request whose client and redirect URI are already trusted: every refusal from here goes to
/// the client.
public final class RequestParser {
    private static final Set<String> PROMPTS = Set.of("none", "login", "consent", "select_account");
    private static final Pattern THUMBPRINT = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int MAX_LENGTH = 2048;
    /// All parameters together travel in addresses on the way through our pages, and these have a limit.
    private static final int MAX_TOTAL_LENGTH = 6000;
    private static final int MAX_CLAIMS_LENGTH = 8192;

    private final IdTokens idTokens;
    private final Reaches reaches;

    public RequestParser(IdTokens idTokens, Reaches reaches) {
        this.idTokens = idTokens;
        this.reaches = reaches;
    }

    /// @throws dev.cardea.oauth.OAuthException what to tell the client
    AuthorizationRequest parse(Form parameters, Client client) {
        refuseWhatIsNotOffered(parameters);
        var type = responseType(parameters, client);
        // FAPI 1.0 Advanced §5.2.3: every parameter is in the object, so one without `scope` is incomplete.
        if (client.profile().tiesAnswers()) parameters.require("scope");
        var scopes = scopes(parameters, client, type);
        var nonce = bounded(parameters, "nonce").orElse(null);
        if (nonce == null && type.withIdToken())
            throw invalidRequest("nonce is missing: an ID token in the answer needs one (OIDC Core §3.2.2.1)");
        if (client.profile().tiesAnswers()) checkTied(parameters, scopes);
        var challenge = challenge(parameters);
        var method = challenge == null ? null : challengeMethod(parameters, client);
        if (challenge == null && type.withCode() && (client.permissions().requirePkce() || client.isPublic()))
            throw invalidRequest("code_challenge is missing: this client must use PKCE with S256 (RFC 7636)");
        var claims = parameters.get("claims").orElse(null);
        if (claims != null && claims.length() > MAX_CLAIMS_LENGTH) throw invalidRequest("claims is too long");
        // First, so that these are refused by their own name where it is they that are too long.
        var reach = reaches.asked(parameters, client);
        if (parameters.encoded().length() > MAX_TOTAL_LENGTH)
            throw invalidRequest("the request is longer than " + MAX_TOTAL_LENGTH + " characters");
        var request = new AuthorizationRequest(
                type,
                scopes,
                nonce,
                challenge,
                method,
                dpopJkt(parameters),
                prompt(parameters),
                maxAge(parameters, client),
                hint(parameters, client),
                RequestedClaims.parse(claims),
                claims,
                reach,
                acrValues(parameters, client));
        // Before anybody is made to sign in for nothing.
        if (AcrValues.OFFERED.stream().noneMatch(request::isMetBy)) throw request.unmetBy(AcrValues.OFFERED);
        return request;
    }

    private static void refuseWhatIsNotOffered(Form parameters) {
        if (parameters.get("registration").isPresent())
            throw OAuthError.of(ErrorCode.registration_not_supported, "the registration parameter is not supported");
    }

    private static ResponseType responseType(Form parameters, Client client) {
        var type = ResponseType.parse(parameters.require("response_type"))
                .orElseThrow(() -> OAuthError.of(ErrorCode.unsupported_response_type,
                        "response_type must be one of " + String.join(", ", client.permissions().responseTypes())));
        if (!client.permissions().responseTypes().contains(type.value()))
            throw OAuthError.of(ErrorCode.unauthorized_client,
                    "the client is not registered for response_type " + type.value());
        return type;
    }

    private static Scopes scopes(Form parameters, Client client, ResponseType type) {
        var scopes = parameters.get("scope").map(Scopes::parse).orElse(Scopes.NONE);
        // RFC 9396 §3.1: either will do.
        if (scopes.isEmpty() && !DetailTypes.areAsked(parameters))
            throw invalidScope("scope is missing: ask for 'openid' to sign a person in");
        var registered = client.permissions().scope();
        if (!scopes.within(registered))
            throw invalidScope("the client is not registered for scope: " + scopes.minus(registered))
                    .with("registered", registered);
        if (type.withIdToken() && !scopes.contains(Scopes.OPENID))
            throw invalidScope("scope must contain openid for an ID token to be in the answer");
        // OIDC Core §11: without a code there is no way to a refresh token.
        return type.withCode() ? scopes : scopes.minus(Authorization.LASTING);
    }

    private static void checkTied(Form parameters, Scopes scopes) {
        var name = scopes.contains(Scopes.OPENID) ? "nonce" : "state";
        if (parameters.get(name).isEmpty())
            throw invalidRequest(
                    name + " is missing: this client must send one (FAPI 1.0 Baseline §5.2.2.2, §5.2.2.3)");
    }

    private static @Nullable String challenge(Form parameters) {
        var challenge = parameters.get("code_challenge");
        if (challenge.isEmpty()) {
            if (parameters.get("code_challenge_method").isPresent())
                throw invalidRequest("code_challenge_method was sent without code_challenge");
            return null;
        }
        if (!Pkce.isWellFormed(challenge.get()))
            throw invalidRequest("code_challenge must be 43 to 128 characters of A-Z a-z 0-9 - . _ ~ (RFC 7636 §4.2)");
        return challenge.get();
    }

    private static String challengeMethod(Form parameters, Client client) {
        // RFC 7636 §4.3: without a method it is `plain`.
        var method = parameters.get("code_challenge_method").orElse(Pkce.PLAIN);
        if (!client.permissions().pkceMethods().contains(method))
            throw invalidRequest("code_challenge_method must be "
                    + String.join(" or ", client.permissions().pkceMethods()) + " for this client, not " + method);
        return method;
    }

    private static @Nullable String dpopJkt(Form parameters) {
        var thumbprint = parameters.get("dpop_jkt");
        if (thumbprint.isPresent() && !THUMBPRINT.matcher(thumbprint.get()).matches())
            throw invalidRequest("dpop_jkt must be a SHA-256 thumbprint in base64url (RFC 9449 §10)");
        return thumbprint.orElse(null);
    }

    private static Set<String> prompt(Form parameters) {
        var prompt = new LinkedHashSet<String>();
        for (var value : parameters.get("prompt").orElse("").split(" ")) {
            if (value.isEmpty()) continue;
            if (!PROMPTS.contains(value))
                throw invalidRequest("prompt must consist of none, login, consent, select_account; found " + value);
            prompt.add(value);
        }
        if (prompt.contains("none") && prompt.size() > 1)
            throw invalidRequest("prompt=none cannot be combined with other values (OIDC Core §3.1.2.1)");
        return prompt;
    }

    private static @Nullable Duration maxAge(Form parameters, Client client) {
        var text = parameters.get("max_age");
        if (text.isEmpty()) return client.sign().defaultMaxAge();
        try {
            long seconds = Long.parseLong(text.get());
            if (seconds >= 0) return Duration.ofSeconds(Math.min(seconds, Integer.MAX_VALUE));
        } catch (NumberFormatException e) {
            // said below
        }
        throw invalidRequest("max_age must be a number of seconds, 0 or more");
    }

    private static List<String> acrValues(Form parameters, Client client) {
        var asked = bounded(parameters, "acr_values").orElse("").strip();
        return asked.isEmpty() ? client.sign().defaultAcrValues() : List.of(asked.split(" +"));
    }

    private Optional<IdTokens.Hint> hint(Form parameters, Client client) {
        var text = parameters.get("id_token_hint");
        if (text.isEmpty()) return Optional.empty();
        var hint = idTokens.hint(text.get())
                .filter(read -> read.client().equals(client.id().value()))
                .orElseThrow(() -> invalidRequest("id_token_hint is not an ID token of this server for this client"));
        return Optional.of(hint);
    }

    private static Optional<String> bounded(Form parameters, String name) {
        var value = parameters.get(name);
        if (value.isPresent() && value.get().length() > MAX_LENGTH)
            throw invalidRequest(name + " is longer than " + MAX_LENGTH + " characters");
        return value;
    }
}
