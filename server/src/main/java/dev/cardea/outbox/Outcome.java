package dev.cardea.outbox;

import org.jspecify.annotations.Nullable;

/// How one try to bring a message ended. A status is that of HTTP, or of whatever the channel speaks.
public sealed interface Outcome {
    record Acknowledged(int status) implements Outcome {}

    /// For good: another try would be in vain.
    record Refused(@Nullable Integer status, String why) implements Outcome {}

    /// Perhaps better next time.
    record Failed(@Nullable Integer status, String why) implements Outcome {}
}
