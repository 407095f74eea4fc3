package dev.cardea.outbound;

/// A request was not made, or came to nothing. The message says what was refused or failed, in words that may be told
/// to whoever named the address.
public final class OutboundException extends Exception {
    OutboundException(String message) {
        super(message);
    }

    OutboundException(String message, Throwable cause) {
        super(message, cause);
    }
}
