package dev.cardea.http;

/// An answer of HTTP itself, before or instead of any endpoint: no such address, too large, too slow.
final class Refusal extends RuntimeException {
    private final int status;
    private final String error;
    private final String description;

    Refusal(int status, String error, String description) {
        super(description, null, false, false);
        this.status = status;
        this.error = error;
        this.description = description;
    }

    /// For the statuses with which Jetty refuses a request by itself. Its own reasons stay out: they quote the request.
    static Refusal of(int status) {
        return switch (status) {
            case 400 -> new Refusal(400, "invalid_request", "the request is malformed");
            case 404 -> new Refusal(404, "not_found", "there is nothing at this address");
            case 405 -> new Refusal(405, "method_not_allowed", "this address does not serve the method");
            case 408 -> new Refusal(408, "request_timeout", "the request did not arrive in time");
            case 413 -> new Refusal(413, "content_too_large", "the request body is too large");
            case 414 -> new Refusal(414, "uri_too_long", "the address is too long; send parameters by POST");
            case 417 -> new Refusal(417, "expectation_failed", "the Expect header is not supported");
            case 431 -> new Refusal(431, "header_fields_too_large", "the request headers are too large");
            case 501 -> new Refusal(501, "not_implemented", "the method or transfer coding is not supported");
            case 505 -> new Refusal(505, "http_version_not_supported", "use HTTP/1.1 or HTTP/2");
            default -> status < 500
                    ? new Refusal(status, "invalid_request", "the request cannot be served")
                    : new Refusal(status, "server_error", "the request could not be carried out");
        };
    }

    int status() {
        return status;
    }

    String error() {
        return error;
    }

    String description() {
        return description;
    }
}
