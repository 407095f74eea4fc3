package dev.cardea.audit;

import dev.cardea.audit.ChainStore.Closed;
import dev.cardea.audit.ChainStore.Seal;
import dev.cardea.jose.DerivedSignatures;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Seals the audit log in blocks, each of which has the hash of the one before it and a signature. Every node does so
/// from time to time: appending an entry waits for nobody.
public final class AuditChain {
    private static final Logger LOG = LoggerFactory.getLogger("audit");
    private static final int MOST_IN_A_BLOCK = 500;
    private static final int SALT_BYTES = 16;

    private final ChainStore store;
    private final DerivedSignatures signatures;
    private final Duration keep;
    private final SecureRandom random;
    private final InstantSource clock;

    /// @param keep how long entries are kept
    public AuditChain(ChainStore store, DerivedSignatures signatures, Duration keep, SecureRandom random,
            InstantSource clock) {
        this.store = store;
        this.signatures = signatures;
        this.keep = keep;
        this.random = random;
        this.clock = clock;
    }

    /// Puts everything into blocks that is in none yet, and forgets what was kept long enough.
    public void maintain() {
        for (boolean more = true; more;) {
            var block = store.seal(MOST_IN_A_BLOCK, this::close);
            block.ifPresent(AuditChain::tell);
            more = block.isPresent() && block.get().count() == MOST_IN_A_BLOCK;
        }
        store.forget(clock.instant().minus(keep));
    }

    /// Whoever keeps the logs elsewhere can show later that the newest blocks are gone or others.
    private static void tell(Block block) {
        LOG.info("checkpoint {}:{}", block.number(), HexFormat.of().formatHex(block.hash()));
    }

    private Closed close(@Nullable Block previous, List<AuditStore.Numbered> entries) {
        var seals = new HashMap<Long, Seal>();
        var digests = new Digest("entries");
        for (var numbered : entries) {
            var salt = new byte[SALT_BYTES];
            random.nextBytes(salt);
            var commitment = Digest.commitment(salt, numbered.entry().address());
            seals.put(numbered.number(), new Seal(salt, commitment));
            digests.add(Digest.of(numbered, commitment));
        }
        var times = entries.stream().map(numbered -> numbered.entry().at()).sorted().toList();
        var since = previous == null ? times.getFirst() : previous.until();
        var until = latest(times.getLast(), since);
        var open = new Block(
                previous == null ? 1 : previous.number() + 1,
                previous == null ? null : previous.hash(),
                since,
                until,
                entries.getFirst().number(),
                entries.getLast().number(),
                entries.size(),
                digests.value(),
                new byte[0],
                0,
                new byte[0]);
        var hash = open.computed();
        var signature = signatures.sign(hash);
        return new Closed(
                new Block(open.number(), open.previous(), since, until, open.first(), open.last(), open.count(),
                        open.entries(), hash, signature.key(), signature.value()),
                seals);
    }

    private static Instant latest(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
