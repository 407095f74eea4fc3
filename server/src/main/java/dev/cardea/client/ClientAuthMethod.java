package dev.cardea.client;

import dev.cardea.http.Request;
import dev.cardea.oauth.ClientId;
import java.util.Optional;

/// One way in which a client can prove who it is. One file per method; [ClientAuthentication] picks among them.
public interface ClientAuthMethod {
    /// The registered `token_endpoint_auth_method` value, e.g. `private_key_jwt` (RFC 7591 §2).
    String name();

    /// Recognises this method's credential in the request, parsing only: no look-ups, no cryptography.
    ///
    /// @throws dev.cardea.oauth.OAuthException where the credential is there but malformed
    Optional<Credential> detect(Request request);

    /// Whether the request itself does not say that this method is meant: that the client is named in it may mean any of
    /// these, and only its registration tells which.
    default boolean isMeantByRegistration() {
        return false;
    }

    interface Credential {
        ClientId claimedClient();

        /// Whether the credential is this client's. Called only for a client registered for the method.
        boolean proves(Client client);

        /// Why it does not, for the operator alone. Asked only of a credential that proves nothing.
        default String flaw(Client client) {
            return "the secret is wrong";
        }
    }
}
