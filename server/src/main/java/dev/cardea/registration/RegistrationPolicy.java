package dev.cardea.registration;

import com.nimbusds.jose.jwk.JWKSet;
import dev.cardea.details.DetailTypes;
import dev.cardea.oauth.Scopes;
import java.time.Duration;
import java.util.Map;

/// Who may register clients, and what becomes of them.
///
/// @param secretLifetime of generated client secrets, zero for ever
/// @param unusedAfter when a client that was registered openly and never used is forgotten
/// @param perHour registrations from one address without an initial access token
/// @param mostOpen how many clients may be registered openly
/// @param requirePkce whether confidential clients need PKCE too; public ones always do
/// @param scope what registered clients may ask for
/// @param statementIssuers the keys of those whose software statements count, by `iss` (RFC 7591 §2.3)
/// @param detailTypes the types of authorization details that there are
/// @param clientIdDocuments whether an address can be a `client_id`, with the metadata behind it
public record RegistrationPolicy(
        Mode mode,
        Duration secretLifetime,
        Duration unusedAfter,
        int perHour,
        int mostOpen,
        boolean requirePkce,
        Scopes scope,
        Map<String, JWKSet> statementIssuers,
        DetailTypes detailTypes,
        boolean clientIdDocuments) {
    /// `features.dynamic_registration`, spelled as in the configuration.
    public enum Mode {
        off,
        /// Only with an initial access token.
        token, open
    }

    public boolean isOffered() {
        return mode != Mode.off;
    }

    public RegistrationPolicy {
        statementIssuers = Map.copyOf(statementIssuers);
    }
}
