package dev.cardea.client;

import dev.cardea.oauth.ClientId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Registered clients as they are kept. [Clients] is what the rest of the server asks.
public interface ClientStore {
    /// @param declared whether the entry came from the configuration file and is reconciled with it
    /// @param document the client's metadata as a JSON object, without its secret
    /// @param sealedSecret the client secret, sealed; null for a client that has none
    /// @param createdAt when it was first put; what is put later keeps that
    record StoredClient(
            ClientId id, boolean declared, String document, byte @Nullable [] sealedSecret, Instant createdAt) {}

    Optional<StoredClient> find(ClientId id);

    /// By id.
    ///
    /// @param after the last one of the page before; empty for the first page
    List<StoredClient> page(String after, int limit);

    /// Creates the client. Of any number of concurrent calls with one id, one does.
    ///
    /// @param origins as in [#put]
    /// @return false where there is one with this id; then nothing changed
    boolean add(StoredClient client, Set<String> origins);

    /// Creates the client or replaces it whole.
    ///
    /// @param origins whose pages may call this server for the client; none where it is disabled
    void put(StoredClient client, Set<String> origins);

    /// Removes the client with the approvals that people gave to it. What else was given to it is told by its age from
    /// what is given to a later client of the same id.
    void remove(ClientId id);

    Set<ClientId> declared();

    /// A number that is another one after every change of any client, whoever made it.
    long changes();

    /// Whether the pages of this web origin may call this server for any client.
    boolean allowsOrigin(String origin);
}
