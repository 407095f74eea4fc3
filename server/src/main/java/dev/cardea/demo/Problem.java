package dev.cardea.demo;

import com.nimbusds.oauth2.sdk.ErrorObject;
import org.jspecify.annotations.Nullable;

/// Something that went wrong and that the page explains: what happened, and what to do about it. `code` and
/// `description` are the provider's own words (RFC 6749 §4.1.2.1, §5.2), where it said something.
final class Problem extends RuntimeException {
    private final int status;
    private final String heading;
    private final String advice;
    private final @Nullable String code;
    private final @Nullable String description;

    private Problem(int status, String heading, String advice, @Nullable String code, @Nullable String description) {
        super(heading, null, false, false);
        this.status = status;
        this.heading = heading;
        this.advice = advice;
        this.code = code;
        this.description = description;
    }

    static Problem unreachable(String issuer) {
        return new Problem(
                502,
                "The sign-on server does not answer",
                "It should be at " + issuer + ". Start it, then try again.",
                null,
                null);
    }

    static Problem untrustworthy(String what) {
        return new Problem(
                400,
                "That answer is not to be trusted",
                what + " Nothing was accepted; start again from here.",
                null,
                null);
    }

    static Problem badRequest(String what) {
        return new Problem(400, "That did not work", what + " Start again from here.", null, null);
    }

    static Problem notFound() {
        return new Problem(404, "There is no such page", "This application has only one page; it is a click away.",
                null, null);
    }

    /// What the provider answered instead of a code or a token.
    static Problem refused(ErrorObject error) {
        var code = error.getCode();
        return new Problem(200, heading(code), advice(code), code == null ? "no error code" : code,
                error.getDescription());
    }

    private static String heading(@Nullable String code) {
        return switch (code) {
            case "access_denied" -> "You did not allow it";
            case "login_required", "consent_required", "interaction_required" -> "Not without asking you";
            case "invalid_grant" -> "That token is spent";
            case "temporarily_unavailable" -> "The sign-on server is busy";
            case null, default -> "The sign-on server refused";
        };
    }

    private static String advice(@Nullable String code) {
        return switch (code) {
            case "access_denied" -> "That is fine: the application learned nothing about you. You can try again and"
                    + " allow it.";
            case "login_required" -> "The application asked for an answer without any page (prompt=none), but nobody is"
                    + " signed in. Sign in the usual way.";
            case "consent_required", "interaction_required" -> "The application asked for an answer without any page"
                    + " (prompt=none), but there is something to ask you first. Sign in the usual way.";
            case "invalid_grant" -> "It has expired, was revoked or has been used before, for instance because you"
                    + " signed out elsewhere. Sign in again.";
            case "temporarily_unavailable" -> "Wait a moment, then try again.";
            case null, default -> "The words below are meant for the developer of this application.";
        };
    }

    int status() {
        return status;
    }

    String heading() {
        return heading;
    }

    String advice() {
        return advice;
    }

    @Nullable
    String code() {
        return code;
    }

    @Nullable
    String description() {
        return description;
    }
}
