package dev.cardea.http;

import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one place that renders what endpoints throw. Programs get JSON; people get a page, except for protocol
/// refusals, which are for the client's developer.
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final String BEARER = "Bearer";
    private final FaultPage faultPage;

    Failures(FaultPage faultPage) {
        this.faultPage = faultPage;
    }

    Response render(Request request, Throwable thrown) {
        return switch (thrown) {
            case OAuthException refusal -> refused(request, refusal);
            case Refusal refusal -> {
                request.refused(Refused.of(refusal.error(), refusal.description()));
                var json = Response.json(refusal.status(),
                        body(request, refusal.error(), refusal.description()));
                yield request.wantsHtml() ? page(request, refusal.status(), json) : json;
            }
            case Busy busy -> {
                LOG.info("unavailable: {}", thrown.getMessage());
                yield later(request, 503, busy.retryAfter(), "the server is busy; try again later");
            }
            case TooManyAttempts limited -> {
                LOG.info("too many attempts: {}", limited.getMessage());
                request.refused(Refused.of(ErrorCode.temporarily_unavailable.name(),
                        "too many attempts: " + limited.getMessage()));
                yield later(request, 429, limited.retryAfter(), "too many failed attempts; try again later");
            }
            case Outage outage -> {
                LOG.error("outage in a {} request", request.method(), thrown);
                yield later(request, 503, outage.retryAfter(), "the server cannot do this now; try again later");
            }
            default -> fault(request, thrown);
        };
    }

    /// RFC 6749 §5.2 and, for what a bearer token opens, RFC 6750 §3.
    private static Response refused(Request request, OAuthException refusal) {
        var error = refusal.error();
        LOG.debug("refused: {}: {}", error.code(), error.description());
        request.refused(refusal);
        var scheme = scheme(request);
        var answer = Response.json(status(error.code(), scheme),
                body(request, error.code().name(), error.description()))
                .with("Cache-Control", "no-store")
                .with("Pragma", "no-cache");
        var challenge = "error=\"" + error.code() + "\", error_description=\"" + error.description() + "\"";
        return switch (error.code()) {
            // §5.2: a client that used the Authorization header is told which scheme it may use there.
            case ErrorCode.invalid_client -> request.headers("Authorization").isEmpty()
                    ? answer
                    : answer.with("WWW-Authenticate", "Basic realm=\"cardea\"");
            case ErrorCode.invalid_token, ErrorCode.insufficient_scope -> answer.with("WWW-Authenticate",
                    scheme.orElse(BEARER) + " " + challenge);
            // RFC 6750 §3.1, RFC 9449 §7.1: so is a request whose token or proof could not be read.
            case ErrorCode.invalid_request, ErrorCode.invalid_dpop_proof, ErrorCode.use_dpop_nonce -> scheme
                    .map(name -> answer.with("WWW-Authenticate", name + " " + challenge))
                    .orElse(answer);
            default -> answer;
        };
    }

    /// RFC 6749 §5.2. The id is a member of our own: it leads the operator to the whole decision.
    private static Map<String, String> body(Request request, String error, String description) {
        var body = new LinkedHashMap<String, String>();
        body.put("error", error);
        if (request.idInDescription())
            body.put("error_description", description + " (error_id " + request.id() + ")");
        else {
            body.put("error_description", description);
            body.put("error_id", request.id());
        }
        return body;
    }

    /// RFC 9449 §9: at a resource a proof is part of the authentication, at the token endpoint of the request.
    private static int status(ErrorCode code, Optional<String> scheme) {
        // RFC 8628 §3.5: to a device it is one more answer of the token endpoint (RFC 6749 §5.2).
        if (code == ErrorCode.access_denied && scheme.isEmpty()) return ErrorCode.invalid_grant.status;
        var proof = code == ErrorCode.invalid_dpop_proof || code == ErrorCode.use_dpop_nonce;
        return proof && scheme.isPresent() ? ErrorCode.invalid_token.status : code.status;
    }

    /// Of the access token that the request carries in its header.
    private static Optional<String> scheme(Request request) {
        return Stream.of(BEARER, "DPoP")
                .filter(name -> request.headers("Authorization")
                        .stream()
                        .anyMatch(value -> value.regionMatches(true, 0, name, 0, name.length())))
                .findFirst();
    }

    /// RFC 6749 §4.1.2.1 names the error for redirects; where nothing defines one it says the same.
    private Response later(Request request, int status, Duration retryAfter, String why) {
        var json = Response.json(status, body(request, ErrorCode.temporarily_unavailable.name(), why));
        var seconds = Math.max(1, retryAfter.toSeconds());
        return (request.wantsHtml() ? page(request, status, json) : json).with("Retry-After", Long.toString(seconds));
    }

    /// A bug: everything to the log, nothing but the id to the caller.
    private Response fault(Request request, Throwable thrown) {
        // Not the path, which may hold a secret: the access line of the same request id has the route.
        LOG.error("fault in a {} request", request.method(), thrown);
        request.refused(Refused.of(ErrorCode.server_error.name(),
                "the server failed: its log has the exception under this id as request_id"));
        var json = Response.json(500, body(request, ErrorCode.server_error.name(),
                "the server failed; quote the error_id when reporting it"));
        return request.wantsHtml() ? page(request, 500, json) : json;
    }

    private Response page(Request request, int status, Response instead) {
        try {
            return faultPage.show(request, status, request.id());
        } catch (RuntimeException e) {
            LOG.error("the page for status {} failed", status, e);
            return instead;
        }
    }
}
