package dev.cardea.user;

import dev.cardea.oauth.OAuthException;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// Makes and checks password hashes, at a bounded rate.
///
/// A password is the exact text that was typed: nothing is trimmed, cut, folded or normalized (ASVS 5 §6.2.8), so two
/// spellings that merely look alike are two passwords.
public final class PasswordHashing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PasswordHashing.class);
    private static final int MAX_LENGTH = 1024;

    /// What came of comparing a password with a hash.
    public enum Verification {
        DIFFERENT, MATCHES,
        /// It matches, but the hash is of another format or cost than one made now: replace it.
        MATCHES_OUTDATED;

        public boolean matches() {
            return this != DIFFERENT;
        }
    }

    private final Argon2Cost cost;
    private final SecureRandom random;
    private final Argon2 argon2;
    private final Bulkhead bulkhead;
    /// Costs what every hash made here costs, and belongs to no password: its tag is random.
    private final PasswordHash decoy;

    public PasswordHashing(Argon2Cost cost, HashingLimits limits, SecureRandom random) {
        this(new ProbedArgon2(), cost, limits, random);
    }

    PasswordHashing(Argon2 argon2, Argon2Cost cost, HashingLimits limits, SecureRandom random) {
        this.argon2 = argon2;
        this.cost = cost;
        this.random = random;
        bulkhead = new Bulkhead("password-hashing", limits);
        var input = new Argon2.Input(Argon2.Variant.argon2id, Argon2Hash.VERSION, cost, bytes(Argon2Hash.SALT_BYTES));
        decoy = new Argon2Hash(argon2, input, bytes(Argon2Hash.TAG_BYTES));
    }

    /// @throws OAuthException where [#requireUsable(String)] does
    /// @throws HashingBusy where it is not this password's turn in time
    public String hash(String password) {
        requireUsable(password);
        if (password.isEmpty()) throw invalidRequest("password is empty");
        return bulkhead.run(() -> Argon2Hash.of(password, bytes(Argon2Hash.SALT_BYTES), cost, argon2).toString());
    }

    /// @param hash null where there is no account or it has no password: the same work is done all the same, so that
    ///     the time taken does not tell
    /// @throws OAuthException where [#requireUsable(String)] does
    /// @throws HashingBusy where it is not this password's turn in time
    public Verification verify(String password, @Nullable String hash) {
        requireUsable(password);
        var known = hash == null ? decoy : readable(hash);
        if (!bulkhead.run(() -> known.matches(password))) return Verification.DIFFERENT;
        return known.isAsMadeWith(cost) ? Verification.MATCHES : Verification.MATCHES_OUTDATED;
    }

    /// Spares those who would not get their turn the work that leads up to it.
    ///
    /// @throws HashingBusy where no more may wait
    void refuseWhenFull() {
        bulkhead.refuseWhenFull();
    }

    private PasswordHash readable(String hash) {
        try {
            return PasswordHash.read(hash, argon2);
        } catch (IllegalArgumentException e) {
            LOG.error("A stored password hash cannot be read: {}", e.getMessage());
            return decoy;
        }
    }

    /// For hashes that somebody brings along.
    ///
    /// @throws IllegalArgumentException where it could never be verified, and why
    public static void requireSupported(String hash) {
        var _ = PasswordHash.read(hash, new PortableArgon2());
    }

    /// @throws OAuthException `invalid_request` where it is longer than 1024 characters, contains NUL or is not Unicode
    public static void requireUsable(String password) {
        TypedText.require("password", password, MAX_LENGTH);
    }

    private byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /// How many hashes are being computed.
    public int running() {
        return bulkhead.running();
    }

    /// How many callers wait for their turn.
    public int waiting() {
        return bulkhead.waiting();
    }

    /// How many hashes were computed or begun since the start.
    public long started() {
        return bulkhead.started();
    }

    /// How many callers were turned away since the start.
    public long refused() {
        return bulkhead.refused();
    }

    @Override
    public void close() {
        bulkhead.close();
    }
}
