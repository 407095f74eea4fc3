package dev.cardea.jose;

import com.nimbusds.jose.jwk.JWK;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The server's key pairs for what others encrypt: one for RSA and one for elliptic curves, replaced like the keys that
/// sign. Only the newest are published; one that was replaced still decrypts for as long as anybody may know no other.
public final class DecryptionKeys {
    /// `request_object_encryption_alg_values_supported`. RSA1_5 is absent for good.
    public static final List<String> ALGORITHMS = DecryptionKey.ALGORITHMS;
    /// `request_object_encryption_enc_values_supported`.
    public static final List<String> METHODS = DecryptionKey.METHODS;
    /// How long a new key waits until it is published: by then every node has learnt of it.
    private static final Duration KNOWN_EVERYWHERE = Duration.ofMinutes(2);
    private static final int KID_BYTES = 12;

    /// A key that may have to decrypt.
    private record Held(DecryptionKey key, boolean published) {}

    private record Snapshot(List<Held> held, List<JWK> published) {}

    private final SigningKeyStore store;
    private final Sealing sealing;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Duration replaceAfter;
    private final Duration keepRetired;
    private volatile Snapshot snapshot = new Snapshot(List.of(), List.of());

    /// @param store not that of the keys that sign
    /// @param keepRetired how long a replaced key decrypts
    public DecryptionKeys(
            SigningKeyStore store,
            Sealing sealing,
            InstantSource clock,
            SecureRandom random,
            Duration replaceAfter,
            Duration keepRetired) {
        this.store = store;
        this.sealing = sealing;
        this.clock = clock;
        this.random = random;
        this.replaceAfter = replaceAfter;
        this.keepRetired = keepRetired;
        maintain();
    }

    /// The public keys to encrypt with. The same list until something changes.
    public List<JWK> published() {
        return snapshot.published();
    }

    /// What was encrypted for this server. Empty for everything else, whatever is wrong with it.
    ///
    /// @param text a JWE in compact form
    public Optional<String> open(String text) {
        return DecryptionKey.parse(text)
                .flatMap(jwe -> snapshot.held()
                        .stream()
                        .filter(held -> held.key().isNamedBy(jwe.getHeader()))
                        .flatMap(held -> held.key().open(jwe).stream())
                        .findFirst());
    }

    /// Adds the keys that are missing or due and removes those that nobody can have encrypted for any more. Any node may
    /// call it at any time: of several that add the same key, one succeeds.
    public void maintain() {
        var now = clock.instant();
        for (var key : store.all())
            if (key.retiredAt() != null && key.retiredAt().plus(keepRetired).isBefore(now)) store.remove(key.kid());
        for (var kind : DecryptionKey.Kind.values()) {
            var newest = newest(kind);
            if (newest.isEmpty()) add(kind, 1, now);
            else if (!newest.get().activeFrom().plus(replaceAfter).isAfter(now))
                add(kind, newest.get().number() + 1, now.plus(KNOWN_EVERYWHERE));
        }
        refresh();
    }

    /// Replaces every key now, for one that may have leaked.
    public void replace() {
        var from = clock.instant().plus(KNOWN_EVERYWHERE);
        for (var kind : DecryptionKey.Kind.values())
            add(kind, newest(kind).map(SigningKeyStore.StoredKey::number).orElse(0) + 1, from);
        refresh();
    }

    /// Learns what other nodes did.
    public void refresh() {
        var now = clock.instant();
        var known = snapshot;
        var held = store.all().stream().map(stored -> new Held(key(stored, known), isPublished(stored, now))).toList();
        // One that did not change is not made anew: who serves the list may know it by its identity.
        if (!held.equals(known.held()))
            snapshot = new Snapshot(held,
                    held.stream().filter(Held::published).map(each -> each.key().publicJwk()).toList());
    }

    private static boolean isPublished(SigningKeyStore.StoredKey key, Instant now) {
        return !key.activeFrom().isAfter(now) && (key.retiredAt() == null || key.retiredAt().isAfter(now));
    }

    private DecryptionKey key(SigningKeyStore.StoredKey stored, Snapshot known) {
        return known.held()
                .stream()
                .map(Held::key)
                .filter(key -> key.kid().equals(stored.kid()))
                .findFirst()
                .orElseGet(() -> opened(stored));
    }

    private DecryptionKey opened(SigningKeyStore.StoredKey stored) {
        var json = sealing.open(purpose(stored.kid()), stored.sealedJwk())
                .orElseThrow(() -> new IllegalStateException(
                        "encryption key " + stored.kid() + " cannot be opened: it was sealed with another `secret`"));
        try {
            return new DecryptionKey(JWK.parse(new String(json, StandardCharsets.UTF_8)));
        } catch (ParseException e) {
            throw new IllegalStateException("a stored encryption key is not a JWK", e);
        }
    }

    private Optional<SigningKeyStore.StoredKey> newest(DecryptionKey.Kind kind) {
        return store.all()
                .stream()
                .filter(key -> key.algorithm().equals(kind.name()))
                .max(Comparator.comparingInt(SigningKeyStore.StoredKey::number));
    }

    private void add(DecryptionKey.Kind kind, int number, Instant activeFrom) {
        var bytes = new byte[KID_BYTES];
        random.nextBytes(bytes);
        var kid = HexFormat.of().formatHex(bytes);
        var sealed = sealing.seal(purpose(kid), kind.generate(kid).toJSONString().getBytes(StandardCharsets.UTF_8));
        store.add(new SigningKeyStore.StoredKey(kid, kind.name(), number, sealed, clock.instant(), activeFrom, null));
    }

    private static String purpose(String kid) {
        return "encryption-key:" + kid;
    }
}
