package dev.cardea.user;

import dev.cardea.oauth.OAuthException;
import dev.cardea.oauth.UserId;
import dev.cardea.user.PasswordHashing.Verification;
import dev.cardea.user.SignInThrottle.Decision;
import dev.cardea.user.UserStore.Credentials;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signs a person in with an e-mail address or username and a password.
///
/// Whether there is such an account, whether it may sign in and whether it is being guessed at cannot be told from
/// outside: the answer is [WrongCredentials] in each case, after the work of one verification.
public final class PasswordSignIn {
    /// What came of an attempt.
    public sealed interface Outcome {
        record SignedIn(User user) implements Outcome {}

        /// @param reason for the audit log, never for the answer
        /// @param user the account concerned, null where there is none
        record WrongCredentials(Reason reason, @Nullable UserId user) implements Outcome {}

        /// Independent of the account, so it may be said openly.
        record TooManyFromAddress(Duration retryAfter) implements Outcome {}
    }

    /// Spelled as in the audit log.
    public enum Reason {
        unknown_account, no_password, wrong_password, account_invited, account_locked, account_disabled, account_throttled
    }

    private static final Logger LOG = LoggerFactory.getLogger(PasswordSignIn.class);
    private static final int MAX_IDENTIFIER_LENGTH = 320; // 64 + @ + 255, RFC 5321 §4.5.3.1

    private final UserStore users;
    private final SignInThrottle throttle;
    private final PasswordHashing hashing;

    public PasswordSignIn(UserStore users, SignInThrottle throttle, PasswordHashing hashing) {
        this.users = users;
        this.throttle = throttle;
        this.hashing = hashing;
    }

    /// @param identifier as typed
    /// @param address the IP address that the attempt comes from
    /// @throws OAuthException `invalid_request` where the identifier or password cannot be anybody's
    /// @throws HashingBusy where too many sign in at once; the attempt does not count
    public Outcome signIn(String identifier, String password, String address) {
        TypedText.require("identifier", identifier, MAX_IDENTIFIER_LENGTH);
        PasswordHashing.requireUsable(password);
        hashing.refuseWhenFull();
        var normalized = Identifiers.normalize(identifier);
        var found = users.findByIdentifier(normalized).orElse(null);
        var user = found == null ? null : found.user().id();
        var subject = throttle.subject(normalized, user, address);
        return switch (throttle.admit(subject)) {
            case Decision.Admitted() -> attempt(found, password, subject);
            case Decision.AddressThrottled(var retryAfter) -> new Outcome.TooManyFromAddress(retryAfter);
            case Decision.AccountThrottled(_) -> {
                // Not against the account's hash: even the right password must not be told from a wrong one.
                hashing.verify(password, null);
                yield new Outcome.WrongCredentials(Reason.account_throttled, user);
            }
        };
    }

    /// Lets the owner of a new password sign in with it at once, however often the former one was guessed at.
    public void forgive(UserId user) {
        throttle.forgive(user);
    }

    private Outcome attempt(@Nullable Credentials found, String password, SignInThrottle.Subject subject) {
        var hash = found == null ? null : found.passwordHash();
        var verification = verify(password, hash, subject);
        if (found == null) return new Outcome.WrongCredentials(Reason.unknown_account, null);
        var user = found.user();
        if (hash == null) return new Outcome.WrongCredentials(Reason.no_password, user.id());
        if (!verification.matches()) return new Outcome.WrongCredentials(Reason.wrong_password, user.id());
        var barred = barred(user.status());
        if (barred.isPresent()) return new Outcome.WrongCredentials(barred.get(), user.id());
        throttle.succeeded(subject);
        if (verification == Verification.MATCHES_OUTDATED) renew(user, password, hash);
        return new Outcome.SignedIn(user);
    }

    private static Optional<Reason> barred(User.Status status) {
        return switch (status) {
            case active -> Optional.empty();
            case invited -> Optional.of(Reason.account_invited);
            case locked -> Optional.of(Reason.account_locked);
            case disabled -> Optional.of(Reason.account_disabled);
        };
    }

    private Verification verify(String password, @Nullable String hash, SignInThrottle.Subject subject) {
        try {
            return hashing.verify(password, hash);
        } catch (HashingBusy e) {
            throttle.withdrawn(subject);
            throw e;
        }
    }

    /// Only now is the password known. That the hash could not be replaced is no reason to turn the person away, and
    /// a password changed in the meantime stays.
    private void renew(User user, String password, String outdated) {
        try {
            users.replacePassword(user.id(), outdated, hashing.hash(password));
        } catch (RuntimeException e) {
            LOG.warn("The outdated password hash of {} was not replaced", user.id(), e);
        }
    }
}
