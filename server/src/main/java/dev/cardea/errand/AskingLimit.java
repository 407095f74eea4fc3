package dev.cardea.errand;

import dev.cardea.http.TooManyAttempts;
import dev.cardea.jose.KeyedHash;
import dev.cardea.user.AttemptStore;
import dev.cardea.user.GuessingPolicy;
import dev.cardea.user.GuessingPolicy.Limit;
import dev.cardea.user.Identifiers;
import dev.cardea.user.SignInThrottle;
import dev.cardea.user.SignInThrottle.Decision;
import java.time.Duration;
import java.time.InstantSource;

/// How often anybody may ask for something that ends in a mail: nobody's mailbox can be filled by others, and nobody can
/// go through lists of addresses.
public final class AskingLimit {
    /// A handful of mails to one address, then ever fewer; more from one place, since it may be a whole office.
    public static final GuessingPolicy USUAL = new GuessingPolicy(
            new Limit(3, Duration.ofMinutes(1), Duration.ofHours(6), Duration.ofHours(24)),
            new Limit(30, Duration.ofSeconds(1), Duration.ofMinutes(15), Duration.ofHours(1)));

    private final SignInThrottle throttle;

    /// @param keys of its own for each kind of thing that is asked for
    public AskingLimit(AttemptStore attempts, KeyedHash keys, InstantSource clock) {
        throttle = new SignInThrottle(attempts, USUAL, keys, clock);
    }

    /// Counted by what was typed, so that this does not tell either whether there is such an account.
    ///
    /// @param place the IP address that asks
    /// @return false where it was asked for this address too often lately; whoever asks is not told
    /// @throws TooManyAttempts where too much is asked from that place
    public boolean admits(String address, String place) {
        var subject = throttle.subject(Identifiers.normalize(address), null, place);
        return switch (throttle.admit(subject)) {
            case Decision.Admitted() -> true;
            case Decision.AccountThrottled(_) -> false;
            case Decision.AddressThrottled(var wait) -> throw new TooManyAttempts("mails to people", wait);
        };
    }
}
