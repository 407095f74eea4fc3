package dev.cardea.http;

/// Answers one kind of request. Runs on a virtual thread and may block.
@FunctionalInterface
public interface Endpoint {
    /// @throws dev.cardea.oauth.OAuthException for a protocol refusal; the [Router] renders it as JSON
    Response handle(Request request);
}
