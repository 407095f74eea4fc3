package dev.cardea.authorize;

import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.TokenHash;
import java.time.Instant;
import java.util.Optional;

/// Pushed authorization requests (RFC 9126), each to be answered once.
public interface PushedRequestStore {
    /// @param id the hash of the secret part of the `request_uri`
    /// @param parameters the valid request, as a form
    /// @param expiresAt until when a sign-in may begin with it
    record PushedRequest(TokenHash id, ClientId client, String parameters, Instant expiresAt) {
        @Override
        public String toString() {
            return "PushedRequest[" + client + "]";
        }
    }

    /// @param forgetAt when no sign-in that began with it can be under way any more
    void add(PushedRequest request, Instant forgetAt);

    Optional<PushedRequest> find(TokenHash id);

    /// Binds the request to the browser in which a sign-in begins with it. Of many browsers one gets it, and gets it
    /// again.
    ///
    /// @return false where another browser has it, or it is gone
    boolean claim(TokenHash id, TokenHash browser);

    /// Ends the request, because it is about to be answered.
    ///
    /// @return true for exactly one of any number of calls, and for none of another browser than the one bound to
    boolean consume(TokenHash id, TokenHash browser);
}
