package dev.cardea.user;

import dev.cardea.oauth.UserId;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Accounts and their password hashes.
public interface UserStore {
    /// @param passwordHash null for an account without a password
    record Credentials(User user, @Nullable String passwordHash) {}

    Optional<User> find(UserId id);

    /// The account that has this e-mail address or username.
    ///
    /// @param normalized as made by [Identifiers#normalize(String)]
    Optional<Credentials> findByIdentifier(String normalized);

    /// Creates the account, and never changes one that there is. Nothing is created where it throws.
    ///
    /// @param passwordHash null for an account without a password
    /// @throws IdentifierTaken where another account has the e-mail address or username
    void create(User user, @Nullable String passwordHash);

    /// Gives the account another status if it has one of those expected: of several at the same time, as many find it so
    /// as one after the other would. What it lets the person do ends in [dev.cardea.account.Accounts].
    ///
    /// @return whether it had
    boolean setStatus(UserId id, Set<User.Status> expected, User.Status next);

    /// Creates the account or replaces its fields; the password stays as it is. Nothing is changed where it throws.
    ///
    /// @throws IdentifierTaken where another account has the e-mail address or username
    void put(User user);

    /// Sets the password hash if the present one is `expected` (null: there is none).
    ///
    /// @return whether it was, so that of two concurrent changes one knows that it lost
    boolean replacePassword(UserId id, @Nullable String expected, String replacement);

    /// With the account's sessions and consents, and the addresses that the audit log has of the person. To be recorded
    /// there beforehand.
    void remove(UserId id);

    /// What the configuration file last declared for an account, kept to tell a changed entry from an unchanged one.
    ///
    /// @param passwordHash the hash that the declared password was given when it was applied, null without one
    record Declaration(UserId id, @Nullable String passwordHash) {}

    Optional<Declaration> declaration(UserId id);

    void declare(Declaration declaration);

    /// The accounts that came from the configuration file.
    Set<UserId> declared();

    /// Another account already has one of the identifiers.
    final class IdentifierTaken extends RuntimeException {
        public IdentifierTaken(String identifier) {
            super("another account already has the identifier " + identifier);
        }
    }
}
