package dev.cardea.link;

import dev.cardea.oauth.UserId;
import dev.cardea.user.User;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What following a link does. It happens in one step with the spending of the link.
public sealed interface Effect {
    /// Creates the account.
    ///
    /// @param terms the version of the terms that were accepted with it, null where there are none
    record NewAccount(User user, String passwordHash, @Nullable String terms) implements Effect {}

    /// Turns the invited account into one that can be used, and its address into a proven one.
    record Activation(UserId user, String passwordHash, Instant at, @Nullable String terms) implements Effect {}

    /// Replaces the password, unless it is another one by now.
    record NewPassword(UserId user, String expected, String replacement) implements Effect {}

    /// The address is the person's.
    record Verified(UserId user, String address, Instant at) implements Effect {}

    /// The address is the person's, and the one that the account is known by.
    record NewPrimary(UserId user, String address, Instant at) implements Effect {}
}
