package dev.cardea.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cardea.oauth.ClientId;
import java.util.function.Consumer;

/// Has the store told, once from each node, that a client which registered itself is used: those that never are can be
/// forgotten.
public final class FirstUses {
    private static final int REMEMBERED = 10_000;

    private final Consumer<ClientId> store;
    private final Cache<ClientId, Boolean> told = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    public FirstUses(Consumer<ClientId> store) {
        this.store = store;
    }

    void record(Client client) {
        if (!client.declared() && told.asMap().putIfAbsent(client.id(), true) == null) store.accept(client.id());
    }
}
