package dev.cardea.authorize;

import dev.cardea.client.Client;
import dev.cardea.http.Form;
import dev.cardea.http.Response;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.Scopes;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// A redirect URI proven to be registered for its client, with all that an answer sent there needs. Only holders of
/// one can redirect, so an unvalidated `redirect_uri` cannot turn this server into an open redirector
/// (RFC 6749 §10.15).
final class ResponseTarget {
    private final Client client;
    private final String redirectUri;
    private final boolean sent;
    private final @Nullable String state;
    private final @Nullable String sessionState;
    private final ResponseMode mode;
    private final String issuer;
    private final Locale locale;

    private ResponseTarget(
            Client client,
            String redirectUri,
            boolean sent,
            @Nullable String state,
            @Nullable String sessionState,
            ResponseMode mode,
            String issuer,
            Locale locale) {
        this.client = client;
        this.redirectUri = redirectUri;
        this.sent = sent;
        this.state = state;
        this.sessionState = sessionState;
        this.mode = mode;
        this.issuer = issuer;
        this.locale = locale;
    }

    /// @param mode how the answer travels unless the request turns out to ask for another way
    /// @throws dev.cardea.oauth.OAuthException `invalid_request`, to be shown to the person and never redirected
    static ResponseTarget resolve(
            Client client, Form parameters, ResponseMode mode, String issuer, Locale locale) {
        var requested = parameters.get("redirect_uri");
        var registered = client.redirects().uris();
        if (requested.isEmpty()) {
            var openid = parameters.get("scope").filter(scope -> Scopes.parse(scope).contains(Scopes.OPENID));
            if (registered.size() != 1 || openid.isPresent() || client.profile().namesRedirectUri())
                throw invalidRequest("redirect_uri is missing");
        } else if (!RedirectUris.isRegistered(requested.get(), registered)) {
            throw invalidRequest("redirect_uri is not one that is registered for this client, character by character: "
                    + requested.get()).by("RFC 9700 §2.1").with("redirect_uri", requested.get());
        }
        var state = parameters.get("state").orElse(null);
        return new ResponseTarget(
                client, requested.orElseGet(registered::getFirst), requested.isPresent(), state, null, mode, issuer,
                locale);
    }

    ResponseTarget by(ResponseMode other) {
        return new ResponseTarget(client, redirectUri, sent, state, sessionState, other, issuer, locale);
    }

    /// Says in the answer who is signed in now (OpenID Connect Session Management 1.0 §2).
    ResponseTarget withSessionState(Optional<String> current) {
        return new ResponseTarget(client, redirectUri, sent, state, current.orElse(null), mode, issuer, locale);
    }

    Client client() {
        return client;
    }

    String redirectUri() {
        return redirectUri;
    }

    /// Whether the request carried the redirect URI; the token request must then repeat it.
    boolean sent() {
        return sent;
    }

    @Nullable
    String state() {
        return state;
    }

    /// RFC 6749 §4.1.2.1. The id is part of the description: clients must ignore parameters that they do not know, and
    /// many do not show them either.
    Response refusal(OAuthError error, String errorId) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("error", error.code().name());
        parameters.put("error_description", error.description() + " (error_id " + errorId + ")");
        return deliver(parameters);
    }

    Response deliver(Map<String, String> answer) {
        var parameters = new LinkedHashMap<>(answer);
        if (state != null) parameters.put("state", state);
        if (sessionState != null) parameters.put("session_state", sessionState);
        parameters.put("iss", issuer); // RFC 9207 §2
        return mode.deliver(new ResponseMode.Delivery(client, redirectUri, parameters, locale));
    }
}
