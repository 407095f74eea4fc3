package dev.cardea.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.cardea.client.ClientStore.StoredClient;
import dev.cardea.config.Document;
import dev.cardea.config.InvalidSettings;
import dev.cardea.json.Json;
import dev.cardea.oauth.ClientId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The registered clients, as the rest of the server asks for them. What is remembered is at most [#STALE_AFTER] old,
/// so that is how long another node may go on with what a client was before a change. While no client at all has
/// changed, one look into the store is enough for all that are remembered.
public final class Clients {
    public static final Duration STALE_AFTER = Duration.ofSeconds(5);
    /// Shorter, because somebody may be waiting for a client that was just registered.
    public static final Duration UNKNOWN_AFTER = Duration.ofSeconds(1);
    private static final int REMEMBERED_ORIGINS = 10_000;
    private static final int SHARE_OF_MEMORY = 8;
    /// What a client takes that has hardly any metadata, and what each character of its document adds.
    private static final int LEAST_BYTES = 1_000;
    private static final int BYTES_PER_CHARACTER = 4;
    private static final Logger log = LoggerFactory.getLogger(Clients.class);

    private final ClientStore store;
    private final ClientSecrets secrets;
    private final ClientSettings settings;
    private final SubjectKey subjectKey;
    private final Elsewhere elsewhere;
    private final Ticker ticker;
    private final ClientChanges changes;
    private final Cache<ClientId, Remembered> remembered;
    private final Cache<String, KnownOrigin> origins;

    /// Clients that are nowhere registered, but known by what their id is.
    public interface Elsewhere {
        Elsewhere NOWHERE = _ -> Optional.empty();

        Optional<Client> find(ClientId id);
    }

    /// @param stored null where there is no such client
    /// @param client null where there is none that can be used
    /// @param changes how many there had been of any client before this was read
    private record Remembered(@Nullable StoredClient stored, @Nullable Client client, long changes, long readAt) {
        int bytes() {
            return LEAST_BYTES + (stored == null ? 0 : stored.document().length() * BYTES_PER_CHARACTER);
        }
    }

    private record KnownOrigin(boolean allowed, long readAt) {}

    /// @param ticker counts nanoseconds, independent of the time of day
    public Clients(ClientStore store, ClientSecrets secrets, ClientSettings settings, SubjectKey subjectKey,
            Elsewhere elsewhere, Ticker ticker) {
        this.store = store;
        this.secrets = secrets;
        this.settings = settings;
        this.subjectKey = subjectKey;
        this.elsewhere = elsewhere;
        this.ticker = ticker;
        this.changes = new ClientChanges(store, ticker);
        this.remembered = Caffeine.newBuilder()
                .maximumWeight(Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY)
                .weigher((ClientId _, Remembered known) -> known.bytes())
                .executor(Runnable::run)
                .build();
        this.origins = Caffeine.newBuilder().maximumSize(REMEMBERED_ORIGINS).executor(Runnable::run).build();
    }

    /// Whether it is enabled is for the caller to look at.
    public Optional<Client> find(ClientId id) {
        if (!id.isWellFormed()) return Optional.empty();
        var known = known(id);
        // Never one that is in the store, even if it cannot be used.
        return known.stored() == null
                ? elsewhere.find(id).map(client -> client.stored(false, Instant.EPOCH, subjectKey))
                : Optional.ofNullable(known.client());
    }

    /// Only what is in the store: asks nobody else.
    public Optional<Client> registered(ClientId id) {
        return id.isWellFormed() ? Optional.ofNullable(known(id).client()) : Optional.empty();
    }

    private Remembered known(ClientId id) {
        long now = ticker.read();
        var known = remembered.getIfPresent(id);
        if (known != null && isFresh(known.stored() != null, known.readAt(), now)) return known;
        long count = changes.count(); // before the client itself, so that no change can come in between unseen
        if (known != null && known.stored() != null && known.changes() == count) return known;
        known = read(id, known, count, now);
        remembered.put(id, known);
        return known;
    }

    /// The next [#find(ClientId)] on this node looks into the store.
    public void forget(ClientId id) {
        remembered.invalidate(id);
        origins.invalidateAll();
    }

    /// Whether an enabled client lists this web origin in `allowed_cors_origins`. Whoever asks can make origins up, so
    /// only what could be registered reaches the memory and the store.
    public boolean allowsOrigin(String origin) {
        if (!RegisteredUris.isOrigin(origin)) return false;
        long now = ticker.read();
        var known = origins.getIfPresent(origin);
        if (known == null || !isFresh(known.allowed(), known.readAt(), now)) {
            known = new KnownOrigin(store.allowsOrigin(origin), now);
            origins.put(origin, known);
        }
        return known.allowed();
    }

    private static boolean isFresh(boolean exists, long readAt, long now) {
        return now - readAt < (exists ? STALE_AFTER : UNKNOWN_AFTER).toNanos();
    }

    private Remembered read(ClientId id, @Nullable Remembered known, long count, long now) {
        var stored = store.find(id).orElse(null);
        if (stored == null) return new Remembered(null, null, count, now);
        // Reading a document costs more than fetching it.
        if (known != null && known.stored() != null && isSame(stored, known.stored()))
            return new Remembered(stored, known.client(), count, now);
        return new Remembered(stored, parse(stored), count, now);
    }

    private static boolean isSame(StoredClient a, StoredClient b) {
        return a.document().equals(b.document()) && a.declared() == b.declared() && a.createdAt().equals(b.createdAt())
                && Arrays.equals(a.sealedSecret(), b.sealedSecret());
    }

    /// A document that was valid when it was stored may no longer be, for instance because the server gave up a
    /// signing algorithm. Such a client is as good as unknown, and the operator is told why.
    private @Nullable Client parse(StoredClient stored) {
        try {
            var document = Json.object(stored.document());
            document.put("client_id", stored.id().value());
            if (stored.sealedSecret() != null)
                document.put(
                        "client_secret",
                        secrets.open(stored.id(), stored.sealedSecret())
                                .orElseThrow(() -> new IllegalArgumentException("its secret cannot be opened")));
            var settingsDocument = Document.json(document);
            var client = settings.read(settingsDocument.root());
            settingsDocument.check();
            return client.stored(stored.declared(), stored.createdAt(), subjectKey);
        } catch (InvalidSettings | IllegalArgumentException e) {
            log.error("client {} cannot be used: {}", stored.id(), e.getMessage());
            return null;
        }
    }
}
