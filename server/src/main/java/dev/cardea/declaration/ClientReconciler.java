package dev.cardea.declaration;

import dev.cardea.client.Client;
import dev.cardea.client.ClientSecrets;
import dev.cardea.client.ClientStore;
import dev.cardea.client.ClientStore.StoredClient;
import dev.cardea.json.Json;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Brings clients in line with the file.
final class ClientReconciler {
    private static final String CLIENT = "client";

    private final ClientStore store;
    private final ClientSecrets secrets;
    private final InstantSource clock;
    private final Changes changes;

    ClientReconciler(ClientStore store, ClientSecrets secrets, InstantSource clock, Changes changes) {
        this.store = store;
        this.secrets = secrets;
        this.clock = clock;
        this.changes = changes;
    }

    void apply(List<DeclaredClient> clients) {
        for (var declared : clients) {
            var id = declared.client().id();
            var present = store.find(id).orElse(null);
            var keptSecret = present == null ? null : keptSecret(declared.client(), present.sealedSecret());
            if (present != null && isUpToDate(declared, present, keptSecret)) continue;
            var secret = declared.client().credentials().secret();
            var sealed = secret == null || keptSecret != null ? keptSecret : secrets.seal(id, secret);
            store.put(
                    new StoredClient(id, true, Json.text(declared.document()), sealed,
                            present == null ? clock.instant() : present.createdAt()),
                    declared.client().enabled() ? declared.client().redirects().corsOrigins() : Set.of());
            if (present == null) changes.created(CLIENT, id.value(), id.value());
            else
                changes.updated(CLIENT, id.value(), id.value());
        }
    }

    private static boolean isUpToDate(DeclaredClient declared, StoredClient present, byte @Nullable [] keptSecret) {
        var hasSecret = declared.client().credentials().secret() != null;
        return present.declared()
                && hasSecret == (keptSecret != null)
                && hasSecret == (present.sealedSecret() != null)
                // Through JSON, so that numbers compare as they will be read.
                && Json.object(present.document()).equals(Json.object(Json.text(declared.document())));
    }

    /// What is sealed already, if it is the declared secret: sealing it again would be a change each time.
    private byte @Nullable [] keptSecret(Client client, byte @Nullable [] sealed) {
        if (sealed == null || client.credentials().secret() == null) return null;
        return secrets.open(client.id(), sealed).filter(client.credentials().secret()::equals).isPresent()
                ? sealed
                : null;
    }

    /// Removes what an earlier file declared and this one does not.
    void prune(List<DeclaredClient> clients) {
        var gone = new HashSet<>(store.declared());
        for (var declared : clients) gone.remove(declared.client().id());
        for (var id : gone) {
            store.remove(id);
            changes.removed(CLIENT, id.value(), id.value());
        }
    }
}
