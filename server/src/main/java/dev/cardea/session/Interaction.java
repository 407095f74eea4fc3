package dev.cardea.session;

import dev.cardea.http.Form;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One trip of a browser through sign-in and consent, on its way to an answer for a client.
///
/// @param parameters of the authorization request that count, wherever they were read from
/// @param resources the one parameter that may be repeated (RFC 8707 §2)
/// @param startedAt when the request came; a sign-in or consent after that moment was given for it
/// @param denied whether the person refused
/// @param resume where it goes on once the person has signed in
/// @param passed who is half-way through signing in, null where nobody is
public record Interaction(
        Map<String, String> parameters, List<String> resources, Instant startedAt, boolean denied, Origin origin,
        Resume resume, @Nullable Passed passed) {
    private static final String RESOURCE = "resource";

    public Interaction {
        parameters = Map.copyOf(parameters);
        resources = List.copyOf(resources);
    }

    /// One whose parameters came as plain ones.
    public Interaction(Map<String, String> parameters, Instant startedAt, boolean denied) {
        this(parameters, List.of(), startedAt, denied, Origin.PLAIN, Resume.authorization, null);
    }

    /// One of an authorization request.
    ///
    /// @throws dev.cardea.oauth.OAuthException where another parameter is repeated
    public static Interaction of(Form request, Instant startedAt, boolean denied, Origin origin) {
        var resources = request.all(RESOURCE);
        var others = resources.isEmpty() ? request : request.without(Set.of(RESOURCE));
        return new Interaction(others.single(), resources, startedAt, denied, origin, Resume.authorization, null);
    }

    /// The request again.
    public Form request() {
        var parameters = Form.of(parameters());
        return resources.isEmpty() ? parameters : parameters.with(RESOURCE, resources);
    }

    /// One that goes on elsewhere.
    public Interaction(Map<String, String> parameters, Instant startedAt, Resume resume) {
        this(parameters, List.of(), startedAt, false, Origin.PLAIN, resume, null);
    }

    /// The pages of this server that send people to sign in: a place to return to is never an address that was sent.
    public enum Resume {
        authorization("/oauth2/auth"), device("/device"), home("/"), account("/account"), requests(
                "/account/requests"), applications("/account/applications"), security("/account/security"), sessions(
                        "/account/sessions"), password("/account/password"), profile("/account/profile"), emails(
                                "/account/emails"), activity("/account/activity"), data("/account/data"), delete(
                                        "/account/delete"), add_passkey("/account/security/add/passkey"), add_totp(
                                                "/account/security/add/totp"), add_email("/account/security/add/email");

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
        return new Interaction(parameters, resources, startedAt, true, origin, resume, passed);
    }

    public Interaction with(@Nullable Passed half) {
        return new Interaction(parameters, resources, startedAt, denied, origin, resume, half);
    }
}
