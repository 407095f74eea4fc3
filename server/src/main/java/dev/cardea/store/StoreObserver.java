package dev.cardea.store;

/// Is told how long each call of a store took, waiting included. Called on the caller's thread: must be quick.
@FunctionalInterface
public interface StoreObserver {
    StoreObserver NONE = (operation, nanos, failed) -> {};

    /// @param operation the store and its verb, e.g. `authorizations.rotate`
    /// @param failed whether the call threw, expected refusals included
    void observed(String operation, long nanos, boolean failed);
}
