package dev.cardea.outbox;

/// One way to bring messages to somebody. To add one: write a class and list it where the [Outbox] is made.
public interface Channel {
    /// The kind of the messages it brings.
    String kind();

    /// Tries once, and takes as long as that takes. May be called again for the same message: after a failure, and
    /// where it was not known whether the try before had succeeded.
    Outcome deliver(Message message);
}
