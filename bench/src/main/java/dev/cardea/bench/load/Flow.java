package dev.cardea.bench.load;

import org.jspecify.annotations.Nullable;

/// What one connection does again and again: an operation of one or more requests, each of which may depend on the
/// answer before it. A flow belongs to one connection and keeps its state between operations.
public interface Flow {
    /// The first request of the next operation.
    byte[] begin();

    /// @return the next request, or null where the operation is complete
    /// @throws Unexpected where the answer is not as it should be; the operation then counts as failed
    byte @Nullable [] next(Answer answer);
}
