package dev.cardea.audit;

import dev.cardea.audit.ChainStore.Sealed;
import dev.cardea.jose.DerivedSignatures;
import dev.cardea.oauth.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Checks that the audit log is as it was written: every block follows the one before it and is signed, and has the
/// entries that it had. What was erased of a person is allowed for where the log says that their account was removed.
public final class AuditVerification {
    private static final int PAGE = 100;
    private static final int FAULTS_TOLD = 20;

    private final ChainStore store;
    private final DerivedSignatures signatures;
    private final Map<Long, String> checkpoints;
    private final Instant keptSince;
    private final List<String> faults = new ArrayList<>();
    private final Map<UserId, Instant> erased = new HashMap<>();
    private final Map<UserId, Instant> removed = new HashMap<>();
    private long found;
    private long entries;

    /// @param last the newest block; null where there is none
    /// @param waiting entries that are in no block yet, and so may be changed unnoticed
    /// @param faults what is wrong, empty where nothing is
    public record Result(@Nullable Block last, long entries, int waiting, int erased, List<String> faults) {}

    /// @param checkpoints hashes of blocks, in hexadecimal, by number, that were written down elsewhere
    /// @param keptSince nothing that is newer may be missing
    public AuditVerification(
            ChainStore store, DerivedSignatures signatures, Map<Long, String> checkpoints, Instant keptSince) {
        this.store = store;
        this.signatures = signatures;
        this.checkpoints = new HashMap<>(checkpoints);
        this.keptSince = keptSince;
    }

    public Result run() {
        Block last = null;
        for (var page = store.blocks(0, PAGE); !page.isEmpty(); page = store.blocks(page.getLast().number(), PAGE)) {
            for (var block : page) {
                check(block, last);
                last = block;
            }
        }
        for (var number : checkpoints.keySet()) fault("block %d of a checkpoint is missing".formatted(number));
        if (store.sealed() != entries) fault("some entries say that they are in a block, and are not");
        var waiting = store.waiting(Integer.MAX_VALUE);
        waiting.forEach(this::noteRemoval);
        erased.forEach((user, at) -> {
            if (at.isAfter(removed.getOrDefault(user, Instant.MIN)))
                fault("addresses of %s are erased, but the account was not removed".formatted(user));
        });
        if (found > FAULTS_TOLD) faults.add("and %d more".formatted(found - FAULTS_TOLD));
        return new Result(last, entries, waiting.size(), erased.size(), List.copyOf(faults));
    }

    private void check(Block block, @Nullable Block before) {
        if (before == null) checkFirst(block);
        else if (block.number() != before.number() + 1)
            fault("block %d is followed by %d".formatted(before.number(), block.number()));
        else if (!Arrays.equals(block.previous(), before.hash()) || !block.since().equals(before.until()))
            fault("block %d does not follow from block %d".formatted(block.number(), before.number()));
        if (!Arrays.equals(block.hash(), block.computed())) fault("block %d was changed".formatted(block.number()));
        if (!signatures.verify(block.key(), block.hash(), block.signature()))
            fault("block %d is not signed with the secret of this installation".formatted(block.number()));
        var wanted = checkpoints.remove(block.number());
        if (wanted != null && !wanted.equals(HexFormat.of().formatHex(block.hash())))
            fault("block %d is not the one of the checkpoint".formatted(block.number()));
        checkEntries(block);
    }

    private void checkFirst(Block block) {
        if (block.number() > 1 && block.since().isAfter(keptSince))
            fault("the blocks before %d are missing, whose entries are still to be kept".formatted(block.number()));
    }

    private void checkEntries(Block block) {
        var sealed = store.entries(block);
        entries += sealed.size();
        if (sealed.size() != block.count())
            fault("block %d has %d entries and had %d".formatted(block.number(), sealed.size(), block.count()));
        var digests = new Digest("entries");
        for (var entry : sealed) {
            checkAddress(entry);
            noteRemoval(entry.numbered());
            digests.add(Digest.of(entry.numbered(), entry.seal().commitment()));
        }
        if (!Arrays.equals(digests.value(), block.entries()))
            fault("an entry of block %d was changed, added or deleted: numbers %d to %d, until %s".formatted(
                    block.number(),
                    block.first(), block.last(), block.until()));
    }

    private void checkAddress(Sealed sealed) {
        var entry = sealed.numbered().entry();
        var salt = sealed.seal().salt();
        if (salt == null && entry.user() != null && entry.address().isEmpty())
            erased.merge(entry.user(), entry.at(), (a, b) -> a.isAfter(b) ? a : b);
        else if (salt == null
                || !Arrays.equals(Digest.commitment(salt, entry.address()), sealed.seal().commitment()))
            fault("the address of entry %d was changed".formatted(sealed.numbered().number()));
    }

    private void noteRemoval(AuditStore.Numbered numbered) {
        var entry = numbered.entry();
        if (entry.type().equals(AuditEvent.AccountRemoved.class.getSimpleName()) && entry.user() != null)
            removed.merge(entry.user(), entry.at(), (a, b) -> a.isAfter(b) ? a : b);
    }

    private void fault(String text) {
        if (++found <= FAULTS_TOLD) faults.add(text);
    }
}
