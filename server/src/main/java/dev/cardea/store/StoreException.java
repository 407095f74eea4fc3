package dev.cardea.store;

/// The database failed or could not be reached. What was asked for was not acknowledged; where the connection broke
/// while a commit was under way it may nevertheless have happened.
public class StoreException extends RuntimeException {
    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
