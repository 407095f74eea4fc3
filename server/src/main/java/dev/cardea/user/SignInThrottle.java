package dev.cardea.user;

import dev.cardea.http.Network;
import dev.cardea.jose.KeyedHash;
import dev.cardea.oauth.UserId;
import dev.cardea.user.AttemptStore.Attempts;
import dev.cardea.user.GuessingPolicy.Limit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Slows down guessing, by account and by address. An attempt is charged as a failure before the password is looked at:
/// of many at once each sees those before it, so all of them together get no more guesses than one after the other.
public final class SignInThrottle {
    /// What is counted together. Its key in the store reveals neither who nor where: people type their passwords into
    /// the field for the name.
    public record Subject(String accountKey, String addressKey) {}

    /// Whether a password may be tried now.
    public sealed interface Decision {
        record Admitted() implements Decision {}

        record AccountThrottled(Duration retryAfter) implements Decision {}

        record AddressThrottled(Duration retryAfter) implements Decision {}
    }

    private final AttemptStore attempts;
    private final GuessingPolicy policy;
    private final KeyedHash keys;
    private final InstantSource clock;

    public SignInThrottle(AttemptStore attempts, GuessingPolicy policy, KeyedHash keys, InstantSource clock) {
        this.attempts = attempts;
        this.policy = policy;
        this.keys = keys;
        this.clock = clock;
    }

    /// @param user the account that the identifier belongs to, so that all its identifiers share one counter; null
    ///     where it belongs to none, which is then counted in the same way
    public Subject subject(String normalizedIdentifier, @Nullable UserId user, String address) {
        return new Subject(
                user == null
                        ? key("account", "identifier", normalizedIdentifier)
                        : key("account", "user", user.value()),
                key("address", "address", Network.of(address)));
    }

    private String key(String kind, String what, String value) {
        var hash = keys.of(what.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
        return kind + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    /// Charges the attempt if it is admitted. One that the account's limit refuses stays charged to the address.
    public Decision admit(Subject subject) {
        var addressWait = charge(subject.addressKey(), policy.address());
        if (addressWait.isPresent()) return new Decision.AddressThrottled(addressWait.get());
        var accountWait = charge(subject.accountKey(), policy.account());
        if (accountWait.isPresent()) return new Decision.AccountThrottled(accountWait.get());
        return new Decision.Admitted();
    }

    /// @return how long to wait, or empty where the attempt was charged
    private Optional<Duration> charge(String key, Limit limit) {
        while (true) { // Each turn but the last means that another attempt was charged, which soon closes the limit.
            var now = clock.instant();
            var kept = attempts.find(key);
            var counted = limit.counted(kept, now);
            var opens = limit.openAt(counted);
            if (now.isBefore(opens)) return Optional.of(Duration.between(now, opens));
            if (replace(key, kept, new Attempts(counted.count() + 1, now), limit)) return Optional.empty();
        }
    }

    /// The password was right: forgets the account's failures, but of the address's only the charge for this attempt.
    /// Otherwise a guesser could make room for more guesses by signing in to an account of their own.
    public void succeeded(Subject subject) {
        attempts.clear(subject.accountKey());
        takeBack(subject.addressKey(), policy.address());
    }

    /// Forgets the account's failures: its owner has shown in another way who they are.
    public void forgive(UserId user) {
        attempts.clear(key("account", "user", user.value()));
    }

    /// No password was looked at after all.
    public void withdrawn(Subject subject) {
        takeBack(subject.accountKey(), policy.account());
        takeBack(subject.addressKey(), policy.address());
    }

    private void takeBack(String key, Limit limit) {
        Attempts kept;
        do {
            kept = attempts.find(key);
        } while (kept.count() > 0 && !replace(key, kept, new Attempts(kept.count() - 1, kept.lastAt()), limit));
    }

    private boolean replace(String key, Attempts seen, Attempts next, Limit limit) {
        return attempts.replace(key, seen, next, next.lastAt().plus(limit.forgetAfter()));
    }
}
