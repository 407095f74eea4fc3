package dev.cardea.http;

import java.time.Duration;

/// An exception that says: something that the server depends on has failed, and may come back. Answered 503 with
/// `Retry-After`. Unlike [Busy] it is for the operator to look at, so it is logged whole.
public interface Outage {
    Duration retryAfter();
}
