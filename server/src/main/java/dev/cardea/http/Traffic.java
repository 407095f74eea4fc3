package dev.cardea.http;

/// Told of the requests served, by route. Given to the server so that this package knows no metrics library.
@FunctionalInterface
public interface Traffic {
    /// Called once per route when the server is built, never per request.
    ///
    /// @param template the route's pattern: the path itself would be unbounded, and may hold a secret
    Lane lane(String method, String template);

    /// The requests of one method on one route.
    @FunctionalInterface
    interface Lane {
        void answered(int status, long nanos);
    }

    Traffic UNSEEN = (_, _) -> (_, _) -> {};
}
