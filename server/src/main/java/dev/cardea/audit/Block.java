package dev.cardea.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Some entries of the audit log, sealed: with its hash, which counts in the next block's, nothing in them can be
/// changed, added or taken away unnoticed.
///
/// @param number 1 for the first one
/// @param previous the hash of the block before; null for the first one
/// @param since the `until` of the block before; of the first one the time of its oldest entry
/// @param until the time of the newest entry in this block or before
/// @param first the lowest number of its entries
/// @param last the highest one; entries of other blocks may lie between
/// @param entries the SHA-256 of the digests of its entries
/// @param key the id of the key that signed the hash
public record Block(
        long number,
        byte @Nullable [] previous,
        Instant since,
        Instant until,
        long first,
        long last,
        int count,
        byte[] entries,
        byte[] hash,
        int key,
        byte[] signature) {
    /// The hash that a block with these members has.
    byte[] computed() {
        return new Digest("block")
                .add(number)
                .add(previous == null ? new byte[0] : previous)
                .add(since.toEpochMilli())
                .add(until.toEpochMilli())
                .add(first)
                .add(last)
                .add(count)
                .add(entries)
                .value();
    }
}
