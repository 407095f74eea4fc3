package dev.cardea.store;

/// Too much is waiting for the database. Nothing was done: the same request may succeed in a moment.
public final class Overloaded extends StoreException {
    public Overloaded(String message) {
        super(message);
    }

    public Overloaded(String message, Throwable cause) {
        super(message, cause);
    }
}
