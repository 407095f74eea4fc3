package dev.cardea.http;

import java.time.Duration;

/// An exception that says: a bound is reached, nothing was done, the same request may succeed later. Answered 503
/// with `Retry-After`.
public interface Busy {
    Duration retryAfter();
}
