package dev.cardea.consent;

import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.UserId;
import java.util.Optional;

/// Remembered approvals, one for each person and client.
public interface ConsentStore {
    Optional<Consent> find(UserId user, ClientId client);

    /// Adds the scopes to those already approved and sets the time.
    void grant(Consent consent);

    /// @return whether there was an approval to withdraw
    boolean withdraw(UserId user, ClientId client);
}
