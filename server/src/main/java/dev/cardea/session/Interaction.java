package dev.cardea.session;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One trip of a browser through sign-in and consent, on its way to an answer for a client.
///
/// @param parameters of the authorization request that count, wherever they were read from
/// @param startedAt when the request came; a sign-in or consent after that moment was given for it
/// @param denied whether the person refused
/// @param resume where it goes on once the person has signed in
public record Interaction(
        Map<String, String> parameters, Instant startedAt, boolean denied, Origin origin, Resume resume) {
    public Interaction {
        parameters = Map.copyOf(parameters);
    }

    /// One whose parameters came as plain ones.
    public Interaction(Map<String, String> parameters, Instant startedAt, boolean denied) {
        this(parameters, startedAt, denied, Origin.PLAIN);
    }

    /// One of an authorization request.
    public Interaction(Map<String, String> parameters, Instant startedAt, boolean denied, Origin origin) {
        this(parameters, startedAt, denied, origin, Resume.authorization);
    }

    /// One that goes on elsewhere.
    public Interaction(Map<String, String> parameters, Instant startedAt, Resume resume) {
        this(parameters, startedAt, false, Origin.PLAIN, resume);
    }

    /// The pages of this server that send people to sign in: a place to return to is never an address that was sent.
    public enum Resume {
        authorization("/oauth2/auth"), device("/device"), requests("/account/requests"), applications(
                "/account/applications");

        private final String path;

        Resume(String path) {
            this.path = path;
        }

        public String path() {
            return path;
        }
    }

    /// How the parameters came.
    ///
    /// @param plain whether as plain parameters through the browser, which may have altered them
    /// @param pushed the secret part of the `request_uri` of a pushed request (RFC 9126), else null
    public record Origin(boolean plain, @Nullable String pushed) {
        public static final Origin PLAIN = new Origin(true, null);
        /// In a request object (RFC 9101).
        public static final Origin OBJECT = new Origin(false, null);

        public static Origin pushed(String secret) {
            return new Origin(false, secret);
        }

        @Override
        public String toString() {
            return plain ? "plain" : pushed == null ? "object" : "pushed";
        }
    }

    public Interaction deny() {
        return new Interaction(parameters, startedAt, true, origin, resume);
    }
}
