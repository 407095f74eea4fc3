package dev.cardea.jose;

import com.nimbusds.jose.jwk.JWK;
import dev.cardea.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// The server's signing keys: which one signs now, which are published, when the next one is due. All nodes work
/// from the same store; what a node remembers is at most one [#refresh()] old, which is far less than the time for
/// which a key is published before it signs.
public final class KeyRing {
    /// Longer than any client may cache the JWKS, so that a key is known everywhere before it signs.
    public static final Duration PUBLISHED_AHEAD = Duration.ofHours(24);

    private static final int KID_BYTES = 12;

    /// @param rotateEvery how long a key signs
    /// @param keepRetired how long the longest-lived token signed by it lives: so long it stays published
    public record Policy(List<Algorithm> algorithms, Duration rotateEvery, Duration keepRetired) {
        public Policy {
            algorithms = List.copyOf(algorithms);
        }
    }

    private final SigningKeyStore store;
    private final Sealing sealing;
    private final InstantSource clock;
    private static final String UNSIGNED = Base64Url.encode(Json.bytes(Map.of("alg", "none")));
    private final SecureRandom random;
    private final Policy policy;
    private final BiConsumer<Algorithm, String> onAdded;
    private volatile Snapshot snapshot;

    /// @param signingFrom the keys of each algorithm, the newest first
    private record Snapshot(List<SigningKey> keys, Map<Algorithm, List<SigningKey>> signingFrom, List<JWK> published) {}

    /// @param onAdded told the algorithm and `kid` of each key that this node adds
    public KeyRing(
            SigningKeyStore store,
            Sealing sealing,
            InstantSource clock,
            SecureRandom random,
            Policy policy,
            BiConsumer<Algorithm, String> onAdded) {
        this.store = store;
        this.sealing = sealing;
        this.clock = clock;
        this.random = random;
        this.policy = policy;
        this.onAdded = onAdded;
        snapshot = new Snapshot(List.of(), Map.of(), List.of());
        maintain();
    }

    public List<Algorithm> algorithms() {
        return policy.algorithms();
    }

    /// The published keys, public parts only. The same list until it is read anew.
    public List<JWK> published() {
        return snapshot.published();
    }

    /// Signs claims with the key whose turn it is.
    ///
    /// @param typ the JOSE header's `typ`: tokens of different kinds must not be mistaken for each other (RFC 8725 §3.11)
    /// @return a JWT in compact form
    public String sign(Algorithm algorithm, String typ, Map<String, ?> claims) {
        var now = clock.instant();
        for (var key : snapshot.signingFrom().getOrDefault(algorithm, List.of())) {
            if (!key.activeFrom.isAfter(now)) return key.sign(key.header(typ), Json.bytes(claims));
        }
        throw new IllegalStateException("there is no signing key for " + algorithm);
    }

    /// Claims that nobody signed, with `alg` `none` (RFC 7519 §6).
    public static String unsigned(Map<String, ?> claims) {
        return UNSIGNED + "." + Base64Url.encode(Json.bytes(claims)) + ".";
    }

    /// The claims of a token that this server signed, whatever its times say. The header must be byte for byte one
    /// that this server writes, so neither `alg` nor `kid` nor `typ` is ever chosen by the sender.
    public Optional<Map<String, Object>> verify(String typ, String token) {
        int payload = token.indexOf('.') + 1;
        int signature = token.indexOf('.', payload) + 1;
        if (payload == 0 || signature == 0 || token.indexOf('.', signature) >= 0) return Optional.empty();
        var header = token.substring(0, payload - 1);
        for (var key : snapshot.keys()) {
            if (!key.header(typ).equals(header)) continue;
            return Base64Url.decode(token.substring(signature))
                    .filter(bytes -> key.verifies(token.substring(0, signature - 1), bytes))
                    .flatMap(_ -> Base64Url.decode(token.substring(payload, signature - 1)))
                    .map(bytes -> Json.object(new String(bytes, StandardCharsets.UTF_8)));
        }
        return Optional.empty();
    }

    /// Makes every algorithm ready to sign.
    public void warmUp() {
        policy.algorithms().forEach(algorithm -> sign(algorithm, "warm-up", Map.of()));
    }

    /// Learns what other nodes and the command line did.
    public void refresh() {
        snapshot = load();
    }

    /// Adds the keys that are missing or due, retires those of algorithms given up, and removes those that nothing
    /// alive was signed with. Any node may call it at any time: of several that add the same key, one succeeds.
    public void maintain() {
        var now = clock.instant();
        for (var key : store.all()) {
            if (key.retiredAt() != null) {
                if (key.retiredAt().plus(policy.keepRetired()).isBefore(now)) store.remove(key.kid());
            } else if (isGivenUp(key, now)) store.retire(key.kid(), now);
        }
        policy.algorithms().forEach(algorithm -> addDue(algorithm, now));
        refresh();
    }

    /// A younger key is that of a node whose configuration still names the algorithm: if such nodes go on for long, the
    /// two kinds must not make and retire keys all the time.
    private boolean isGivenUp(SigningKeyStore.StoredKey key, Instant now) {
        return policy.algorithms().stream().noneMatch(algorithm -> algorithm.name().equals(key.algorithm()))
                && key.createdAt().plus(PUBLISHED_AHEAD).isBefore(now);
    }

    private void addDue(Algorithm algorithm, Instant now) {
        var newest = newest(algorithm);
        // The newest one has an end only where the algorithm was given up. The old key may be gone any moment.
        if (newest.isEmpty() || newest.get().retiredAt() != null) {
            add(algorithm, newest.map(SigningKeyStore.StoredKey::number).orElse(0) + 1, now);
            return;
        }
        var due = newest.get().activeFrom().plus(policy.rotateEvery());
        if (!due.minus(PUBLISHED_AHEAD).isAfter(now))
            add(algorithm, newest.get().number() + 1, later(due, now.plus(PUBLISHED_AHEAD)));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /// Publishes a new key for every algorithm now; it signs from `activeFrom` on.
    ///
    /// @return the new `kid`s
    public List<String> rotate(Instant activeFrom) {
        var kids = new ArrayList<String>();
        for (var algorithm : policy.algorithms()) {
            int number = newest(algorithm).map(SigningKeyStore.StoredKey::number).orElse(0) + 1;
            add(algorithm, number, activeFrom).ifPresent(kids::add);
        }
        refresh();
        return kids;
    }

    private Optional<SigningKeyStore.StoredKey> newest(Algorithm algorithm) {
        return store.all()
                .stream()
                .filter(key -> key.algorithm().equals(algorithm.name()))
                .max(Comparator.comparingInt(SigningKeyStore.StoredKey::number));
    }

    private Optional<String> add(Algorithm algorithm, int number, Instant activeFrom) {
        var bytes = new byte[KID_BYTES];
        random.nextBytes(bytes);
        var kid = HexFormat.of().formatHex(bytes);
        var jwk = algorithm.generate(kid);
        var sealed = sealing.seal(purpose(kid), jwk.toJSONString().getBytes(StandardCharsets.UTF_8));
        var added = store.add(new SigningKeyStore.StoredKey(
                kid, algorithm.name(), number, sealed, clock.instant(), activeFrom, null));
        if (!added) return Optional.empty();
        onAdded.accept(algorithm, kid);
        return Optional.of(kid);
    }

    private static String purpose(String kid) {
        return "signing-key:" + kid;
    }

    private Snapshot load() {
        var keys = new ArrayList<SigningKey>();
        for (var stored : store.all()) {
            // A key that has not changed keeps its object, and with it the signature objects that are ready.
            keys.add(snapshot.keys()
                    .stream()
                    .filter(key -> key.kid().equals(stored.kid()) && key.activeFrom.equals(stored.activeFrom()))
                    .findFirst()
                    .orElseGet(() -> open(stored)));
        }
        var signingFrom = new EnumMap<Algorithm, List<SigningKey>>(Algorithm.class);
        // By number and not by time: a key that was due later than an urgent one that replaced it never signs.
        keys.sort(Comparator.comparingInt((SigningKey key) -> key.number).reversed());
        for (var key : keys) {
            signingFrom.computeIfAbsent(key.algorithm, _ -> new ArrayList<>()).add(key);
        }
        return new Snapshot(keys, signingFrom, keys.stream().map(key -> key.publicJwk).toList());
    }

    private SigningKey open(SigningKeyStore.StoredKey stored) {
        var json = sealing.open(purpose(stored.kid()), stored.sealedJwk())
                .orElseThrow(() -> new IllegalStateException(
                        "signing key " + stored.kid() + " cannot be opened: it was sealed with another `secret`"));
        try {
            return new SigningKey(
                    Algorithm.valueOf(stored.algorithm()),
                    stored.number(),
                    JWK.parse(new String(json, StandardCharsets.UTF_8)),
                    stored.activeFrom());
        } catch (ParseException e) {
            throw new IllegalStateException("a stored signing key is not a JWK", e);
        }
    }
}
