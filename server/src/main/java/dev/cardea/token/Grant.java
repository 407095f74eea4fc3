package dev.cardea.token;

import dev.cardea.oauth.Scopes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One `grant_type`. To add one: write a class here and list it in `Server`.
public interface Grant {
    /// The `grant_type` value served, also published in discovery.
    String grantType();

    /// Proves the grant. The client is already authenticated and registered for this grant type; tokens are issued
    /// afterwards, for what is returned.
    ///
    /// @throws dev.cardea.oauth.OAuthException where the grant is not proven
    Granted authorize(TokenRequest request);

    /// What every grant ends in: who may do what, through which client.
    sealed interface Granted {
        /// What was granted. A token for resources may hold less: see [dev.cardea.resource.Resources#scopes].
        Scopes scopes();

        /// What the access token is for.
        Reach reach();

        /// The authorization of the person it is about; empty where the client acts for itself.
        default Optional<Standing> person() {
            return switch (this) {
                case ToPerson person -> Optional.of(person.standing());
                case AccessOnly access -> Optional.of(access.standing());
                case ToClient _ -> Optional.empty();
            };
        }

        /// A person's authorization.
        ///
        /// @param nonce for the ID token, null where it has none (OIDC Core §12.2: not after a refresh)
        /// @param refreshToken to be sent along, null where there is none
        record ToPerson(
                Standing standing,
                Scopes scopes,
                @Nullable String nonce,
                @Nullable String refreshToken,
                Reach reach)
                implements
                    Granted {}

        /// An access token within a person's authorization and nothing beside it, for this client or for another one
        /// than the authorization was given to.
        ///
        /// @param act who acts for the person (RFC 8693 §4.1), null where nobody else does
        /// @param notAfter when the token expires at the latest
        /// @param issuedTokenType said in the answer (RFC 8693 §2.2.1), null for nothing
        record AccessOnly(
                Standing standing,
                Scopes scopes,
                Reach reach,
                @Nullable Map<String, Object> act,
                Instant notAfter,
                @Nullable String issuedTokenType)
                implements
                    Granted {}

        /// The client acts for itself: no ID token, no refresh token (RFC 6749 §4.4.3).
        record ToClient(Scopes scopes, Reach reach) implements Granted {}
    }
}
