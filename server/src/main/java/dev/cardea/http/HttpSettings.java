package dev.cardea.http;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where the server listens and what it puts up with.
///
/// @param port 0 for any free one
/// @param tls absent where a proxy in front ends TLS
/// @param trustedProxies addresses and CIDR ranges whose `Forwarded` and `X-Forwarded-*` headers are believed
/// @param certificateHeader in which they pass their clients' certificates on, null where they do not
public record HttpSettings(
        String host, int port, @Nullable Tls tls, List<String> trustedProxies, @Nullable String certificateHeader,
        Limits limits) {
    public HttpSettings {
        trustedProxies = List.copyOf(trustedProxies);
    }

    /// Where no proxy passes certificates on.
    public HttpSettings(String host, int port, @Nullable Tls tls, List<String> trustedProxies, Limits limits) {
        this(host, port, tls, trustedProxies, null, limits);
    }

    /// Plain HTTP with the usual limits.
    public static HttpSettings plain(String host, int port) {
        return new HttpSettings(host, port, null, List.of(), Limits.USUAL);
    }

    /// @param certificate PEM, the server's certificate first, then its issuers
    /// @param privateKey PEM, unencrypted
    /// @param requestClientCertificate whether clients are asked for a certificate (RFC 8705). Any certificate passes
    ///        the handshake: whose it is, the client authentication method decides
    public record Tls(Path certificate, Path privateKey, boolean requestClientCertificate) {
        /// Why a server cannot work with the files; empty where it can.
        public Optional<String> problem() {
            try {
                var _ = TlsKeys.read(this);
                return Optional.empty();
            } catch (IOException | GeneralSecurityException | RuntimeException e) {
                return Optional.of(Objects.requireNonNullElse(e.getMessage(), e.toString()));
            }
        }
    }

    /// Bounds on what one peer can make the server hold.
    ///
    /// @param bodyBytes largest request body
    /// @param headBytes largest request line and headers together
    /// @param head time for a request head to arrive completely, from its first byte
    /// @param body time for a request body to arrive completely
    /// @param idle time a connection may be silent
    /// @param drain time between "not ready" and refusing new connections, for load balancers to notice
    /// @param stop longest wait for requests in flight when stopping
    /// @param connections open at once
    /// @param connectionsPerAddress open at once from one address, 0 for no such bound. Trusted proxies are exempt
    /// @param requests in flight at once; beyond it the answer is 503
    public record Limits(
            int bodyBytes,
            int headBytes,
            Duration head,
            Duration body,
            Duration idle,
            Duration drain,
            Duration stop,
            int connections,
            int connectionsPerAddress,
            int requests) {
        public static final Limits USUAL = new Limits(64 * 1024, 16 * 1024, Duration.ofSeconds(8),
                Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ZERO, Duration.ofSeconds(20), 10_000, 0,
                2_000);

        /// With the two bounds that depend on what stands in front of the server.
        public Limits with(int connectionsPerAddress, Duration drain) {
            return new Limits(bodyBytes, headBytes, head, body, idle, drain, stop, connections, connectionsPerAddress,
                    requests);
        }
    }
}
