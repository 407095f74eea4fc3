package dev.cardea.authorize;

import dev.cardea.authorize.PushedRequestStore.PushedRequest;
import dev.cardea.client.Client;
import dev.cardea.http.Form;
import dev.cardea.jose.Base64Url;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.OAuthException;
import dev.cardea.oauth.TokenHash;
import dev.cardea.session.Interaction;
import dev.cardea.session.Interactions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// The life of a pushed request (RFC 9126): kept, bound to the browser in which a sign-in begins with it, and ended at
/// the moment its client is answered. So a page can be loaded again before that, and nothing is answered twice (§7.3).
public final class PushedRequests implements RequestSource {
    static final Duration LIFETIME = Duration.ofSeconds(90);
    private static final String PREFIX = "urn:ietf:params:oauth:request_uri:";
    private static final int SECRET_BYTES = 32;

    private final PushedRequestStore store;
    private final SecureRandom random;
    private final InstantSource clock;

    public PushedRequests(PushedRequestStore store, SecureRandom random, InstantSource clock) {
        this.store = store;
        this.random = random;
        this.clock = clock;
    }

    /// Keeps a valid request.
    ///
    /// @return its `request_uri`
    String push(Form parameters, Client client) {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        var secret = Base64Url.encode(bytes);
        var expiresAt = clock.instant().plus(LIFETIME);
        store.add(new PushedRequest(TokenHash.of(secret), client.id(), parameters.encoded(), expiresAt),
                expiresAt.plus(Interactions.LIFETIME));
        return PREFIX + secret;
    }

    /// Whether the parameters refer to a pushed request, good or not.
    static boolean isReferredTo(Form sent) {
        return sent.all("request_uri").stream().anyMatch(uri -> uri.startsWith(PREFIX));
    }

    @Override
    public Optional<Asked> read(Form sent, Client client) {
        if (!isReferredTo(sent)) return Optional.empty();
        var secret = sent.require("request_uri").substring(PREFIX.length());
        var found = store.find(TokenHash.of(secret))
                .filter(pushed -> pushed.client().equals(client.id()))
                .filter(pushed -> client.existedAt(pushed.expiresAt().minus(LIFETIME)))
                .filter(pushed -> clock.instant().isBefore(pushed.expiresAt()))
                .orElseThrow(PushedRequests::unusable);
        return Optional.of(new Asked(Form.parse(found.parameters()), Interaction.Origin.pushed(secret)));
    }

    /// Before a page is shown for the request.
    ///
    /// @throws OAuthException where another browser was faster, or the request was answered
    void claim(Interaction.Origin origin, Interactions.Browser browser) {
        var secret = origin.pushed();
        if (secret != null && !store.claim(TokenHash.of(secret), TokenHash.of(browser.value()))) throw unusable();
    }

    /// Before the client is answered.
    ///
    /// @throws OAuthException where it was answered already, or by another browser
    void end(Interaction.Origin origin, Interactions.Browser browser) {
        var secret = origin.pushed();
        if (secret != null && !store.consume(TokenHash.of(secret), TokenHash.of(browser.value()))) throw unusable();
    }

    private static OAuthException unusable() {
        return OAuthError.of(ErrorCode.invalid_request_uri, "request_uri is unknown, expired, already used, begun in"
                + " another browser, or was issued to another client; start again at the application");
    }
}
