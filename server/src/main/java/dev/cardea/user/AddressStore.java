package dev.cardea.user;

import dev.cardea.oauth.UserId;
import dev.cardea.outbox.Message;
import java.time.Instant;
import java.util.List;

/// The addresses of people beside the one that the account is known by.
public interface AddressStore {
    /// @param address as the person wrote it
    /// @param verified whether it was proven to be the person's; then nobody else can have it
    record Further(String address, boolean verified, Instant addedAt) {}

    List<Further> of(UserId user);

    /// Notes an address that the person says is theirs. Others may say so too: who proves it first has it.
    ///
    /// @return false where the account has it already
    boolean claim(UserId user, String address, Instant at);

    /// Takes one away and writes what is to be told of it, in one step.
    ///
    /// @return whether it was there
    boolean remove(UserId user, String address, List<Message> messages);
}
