package dev.cardea.authorize;

import dev.cardea.client.Client;
import dev.cardea.html.Locales;
import dev.cardea.http.Form;
import dev.cardea.http.Request;
import dev.cardea.oauth.ResponseType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// Finds where the answer to a request goes and which way it travels.
public final class ResponseTargets {
    private static final String JWT = "jwt";

    private final String issuer;
    private final Map<String, ResponseMode> modes;

    public ResponseTargets(String issuer, List<ResponseMode> modes) {
        this.issuer = issuer;
        this.modes = modes.stream().collect(Collectors.toUnmodifiableMap(ResponseMode::name, mode -> mode));
    }

    /// A target that is answered the usual way, whatever way the request asks for.
    ///
    /// @throws dev.cardea.oauth.OAuthException `invalid_request`, to be shown to the person and never redirected
    ResponseTarget usual(Client client, Form parameters, Request request) {
        // Never refuses: who repeats `ui_locales` is told so at the client.
        var locale = Locales.negotiate(parameters.all("ui_locales").stream().findFirst().orElse(null),
                request.headers("Accept-Language"));
        return ResponseTarget.resolve(client, parameters, mode(usualMode(parameters)), issuer, locale);
    }

    /// The same where nobody can tell what way was asked for: as a JWT where the client's answers are nothing else.
    ///
    /// @throws dev.cardea.oauth.OAuthException likewise
    ResponseTarget ofUnread(Client client, Form parameters, Request request) {
        var target = usual(client, parameters, request);
        return mustSign(client, parameters) ? target.by(mode(usualMode(parameters) + "." + JWT)) : target;
    }

    private ResponseMode mode(String name) {
        return Objects.requireNonNull(modes.get(name));
    }

    /// @throws dev.cardea.oauth.OAuthException `invalid_request`, for the client
    ResponseTarget asAsked(ResponseTarget target, Form parameters) {
        return target.by(askedMode(target.client(), parameters));
    }

    /// OAuth 2.0 Multiple Response Type Encoding Practices §2.1, §5.
    private static String usualMode(Form parameters) {
        return withTokens(parameters) ? "fragment" : "query";
    }

    private static boolean withTokens(Form parameters) {
        return responseType(parameters).filter(ResponseType::isImplicitOrHybrid).isPresent();
    }

    private static Optional<ResponseType> responseType(Form parameters) {
        return parameters.all("response_type").stream().findFirst().flatMap(ResponseType::parse);
    }

    private static boolean mustSign(Client client, Form parameters) {
        return client.profile().signsAnswers() && responseType(parameters).equals(Optional.of(ResponseType.code));
    }

    private ResponseMode askedMode(Client client, Form parameters) {
        var usual = usualMode(parameters);
        var asked = parameters.get("response_mode").orElse(usual);
        // JARM §2.3.4: `jwt` is the usual one, as a JWT.
        var found = modes.get(asked.equals(JWT) ? usual + ".jwt" : asked);
        if (found == null)
            throw invalidRequest("response_mode must be one of " + JWT + ", " + String.join(", ", modes.keySet()));
        var registered = client.requests().responseModes();
        if (!registered.isEmpty() && !registered.contains(asked))
            throw invalidRequest("response_mode must be " + String.join(" or ", registered) + " for this client, not "
                    + asked);
        if (found.isInQuery() && withTokens(parameters))
            throw invalidRequest(
                    "response_mode " + asked + " would put tokens into a query: use fragment or form_post");
        if (mustSign(client, parameters) && !asked.endsWith(JWT))
            throw invalidRequest("response_mode must be a JWT for this client where no ID token is in the answer"
                    + " (FAPI 1.0 Advanced §5.2.2)");
        return found;
    }
}
