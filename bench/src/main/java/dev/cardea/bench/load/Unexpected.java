package dev.cardea.bench.load;

/// An answer was not as it should be. Counted, not traced.
public final class Unexpected extends RuntimeException {
    public Unexpected(String message) {
        super(message, null, false, false);
    }
}
