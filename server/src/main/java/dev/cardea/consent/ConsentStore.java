package dev.cardea.consent;

import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Remembered approvals, one for each person and client.
public interface ConsentStore {
    Optional<Consent> find(UserId user, ClientId client);

    /// Adds the scopes and resources to those already approved and sets the time.
    void grant(Consent consent);

    List<Consent> of(UserId user);

    /// Forgets the approval, revokes every authorization of the person for the client, and spends the codes that would
    /// begin another one.
    ///
    /// @param now codes that have expired are left alone
    Withdrawal withdraw(UserId user, ClientId client, Instant now);

    /// @param approved whether there was an approval
    /// @param authorizations how many stood until now
    record Withdrawal(boolean approved, int authorizations) {
        public boolean anything() {
            return approved || authorizations > 0;
        }
    }
}
