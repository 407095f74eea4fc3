package dev.cardea.token;

import dev.cardea.oauth.Scopes;
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
        Scopes scopes();

        /// A person's authorization.
        ///
        /// @param nonce for the ID token, null where it has none (OIDC Core §12.2: not after a refresh)
        /// @param refreshToken to be sent along, null where there is none
        record ToPerson(Standing standing, Scopes scopes, @Nullable String nonce, @Nullable String refreshToken)
                implements
                    Granted {}

        /// The client acts for itself: no ID token, no refresh token (RFC 6749 §4.4.3).
        record ToClient(Scopes scopes) implements Granted {}
    }
}
