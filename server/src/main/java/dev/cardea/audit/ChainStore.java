package dev.cardea.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The blocks that the entries of the audit log are sealed in.
public interface ChainStore {
    /// What an entry's address is known by, so that it can be erased and what it was cannot be changed.
    ///
    /// @param salt null once the address is erased
    /// @param commitment the SHA-256 of salt and address
    record Seal(byte @Nullable [] salt, byte[] commitment) {}

    /// An entry that is part of a block.
    record Sealed(AuditStore.Numbered numbered, Seal seal) {}

    /// @param seals of the block's entries, by number
    record Closed(Block block, Map<Long, Seal> seals) {}

    /// Makes the next block. Has no effects, since it may be asked more than once.
    @FunctionalInterface
    interface Closing {
        Closed close(@Nullable Block previous, List<AuditStore.Numbered> entries);
    }

    /// Puts entries that are in no block into a new one, atomically.
    ///
    /// @param limit how many at most
    /// @return empty where there are none, or where somebody else made the next block at the same time
    Optional<Block> seal(int limit, Closing closing);

    /// In their order.
    ///
    /// @param after the number of the block before them; 0 for the first ones that are kept
    List<Block> blocks(long after, int limit);

    /// In their order.
    List<Sealed> entries(Block block);

    /// How many entries say that they are in a block.
    long sealed();

    /// Entries that are in no block yet, oldest first.
    List<AuditStore.Numbered> waiting(int limit);

    /// Deletes blocks, oldest first, whose entries are all older than this, with their entries.
    ///
    /// @return how many blocks
    int forget(Instant before);
}
