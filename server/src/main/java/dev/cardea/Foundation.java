package dev.cardea;

import dev.cardea.audit.AuditChain;
import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.audit.AuditVerification;
import dev.cardea.jose.Algorithm;
import dev.cardea.jose.DecryptionKeys;
import dev.cardea.jose.KeyRing;
import dev.cardea.jose.Sealing;
import dev.cardea.jose.Secrets;
import dev.cardea.store.Databases;
import dev.cardea.store.StoreObserver;
import dev.cardea.store.Stores;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// What everything else is built on: the configuration, the stores, the secrets of this installation, its keys, and the
/// audit log. One part of the wiring; it is also all that a command needs that changes keys beside the running servers.
public record Foundation(
        Config config,
        Stores stores,
        Secrets secrets,
        Sealing sealing,
        AuditLog audit,
        KeyRing keys,
        DecryptionKeys decryptionKeys,
        SecureRandom random,
        InstantSource clock) {
    /// What the keys are for that sign the audit log.
    private static final String AUDIT = "audit";
    /// Longer than any token lives that a client may verify by itself.
    private static final Duration KEEP_RETIRED_KEYS = Duration.ofDays(2);

    static Foundation of(Config config, Stores stores, SecureRandom random, InstantSource clock) {
        var secrets = secrets(config, random);
        var sealing = new Sealing(secrets, random);
        var audit = new AuditLog(stores.audit(), clock);
        var rotateEvery = config.keys().rotateEvery();
        var algorithms = config.keys().algorithms().stream().map(Algorithm::valueOf).toList();
        var keys = new KeyRing(
                stores.keys(), sealing, clock, random,
                new KeyRing.Policy(algorithms, rotateEvery, KEEP_RETIRED_KEYS),
                (algorithm, kid) -> audit.record(new AuditEvent.SigningKeyAdded(algorithm.name(), kid)));
        var decryptionKeys = new DecryptionKeys(
                stores.encryptionKeys(), sealing, clock, random, rotateEvery, KEEP_RETIRED_KEYS);
        return new Foundation(config, stores, secrets, sealing, audit, keys, decryptionKeys, random, clock);
    }

    AuditChain auditChain() {
        return new AuditChain(stores.auditChain(), secrets.signatures(AUDIT), config.audit().keep(), random, clock);
    }

    /// Publishes a new signing key for each algorithm; the running servers learn of it within half a minute.
    ///
    /// @param atOnce whether it signs from now on, for a key that may have leaked; otherwise once every client has had
    ///        the time to learn of it
    /// @return the new `kid`s
    public static List<String> rotateKeys(Config config, boolean atOnce, InstantSource clock) {
        var store = config.store();
        try (var stores = Databases.open(
                store.url(), store.username(), store.password(), 1, clock.instant(), StoreObserver.NONE)) {
            var foundation = of(config, stores, new SecureRandom(), clock);
            foundation.decryptionKeys().replace();
            var now = clock.instant();
            return foundation.keys().rotate(atOnce ? now : now.plus(KeyRing.PUBLISHED_AHEAD));
        }
    }

    /// @param checkpoints hashes of blocks that were written down elsewhere, by number
    public static AuditVerification.Result verifyAudit(
            Config config, Stores stores, Map<Long, String> checkpoints, InstantSource clock) {
        var signatures = secrets(config, new SecureRandom()).signatures(AUDIT);
        var keptSince = clock.instant().minus(config.audit().keep());
        return new AuditVerification(stores.auditChain(), signatures, checkpoints, keptSince).run();
    }

    private static Secrets secrets(Config config, SecureRandom random) {
        var encryption = config.encryption();
        var secret = encryption.secret();
        if (secret == null) secret = Secrets.generated(config.data().resolve("secret"), random);
        return new Secrets(secret, encryption.previous());
    }
}
