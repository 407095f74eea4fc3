package dev.cardea;

import dev.cardea.client.ClientAuthMethod;
import dev.cardea.client.ClientKeys;
import dev.cardea.config.Section;
import dev.cardea.config.Value;
import dev.cardea.mtls.CertificateAuthorities;
import dev.cardea.mtls.SelfSignedTlsClientAuth;
import dev.cardea.mtls.TlsClientAuth;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How clients come by with certificates (RFC 8705): on a port of their own, through a proxy, or on the usual port.
///
/// @param seen whether certificates come in at all
/// @param port on which they are asked for, null for none of its own
/// @param address what `mtls_endpoint_aliases` begin with, null where there are none
/// @param trust PEM file of the authorities for `tls_client_auth`, null where nobody is trusted
/// @param header in which trusted proxies pass certificates on, null where they do not
public record MutualTls(
        boolean seen, @Nullable Integer port, @Nullable String address, @Nullable Path trust, @Nullable String header) {
    private static final int MAX_PORT = 65535;
    private static final String SETUP = "set mtls.port, mtls.header or listen.tls.client_certificates, or leave it out";

    /// The client authentication methods that this makes possible.
    List<String> methods() {
        if (!seen) return List.of();
        return trust == null
                ? List.of("self_signed_tls_client_auth")
                : List.of("tls_client_auth", "self_signed_tls_client_auth");
    }

    Stream<ClientAuthMethod> authentication(ClientKeys keys, InstantSource clock) {
        if (!seen) return Stream.of();
        var selfSigned = new SelfSignedTlsClientAuth(keys, clock);
        return trust == null
                ? Stream.of(selfSigned)
                : Stream.of(new TlsClientAuth(new CertificateAuthorities(trust, clock)), selfSigned);
    }

    /// @param trust its `trust`, where it can be read
    static MutualTls read(Section root, Config.Listen listen, Optional<Path> trust) {
        var section = root.section("mtls");
        var port = section.value("port").flatMap(value -> value.integer(0, MAX_PORT)).orElse(null);
        var header = section.value("header");
        var tls = listen.tls();
        if (port != null && tls == null)
            section.mistake("port", "is set without listen.tls", "set listen.tls too: its certificate is used there");
        header.ifPresent(value -> checkHeader(value, root));
        var seen = port != null || header.isPresent() || (tls != null && tls.requestClientCertificates());
        for (var name : List.of("address", "trust"))
            if (!seen && section.has(name)) section.mistake(name, "is set, but no certificates come in", SETUP);
        trust.ifPresent(file -> checkTrust(section, file));
        section.value("address").ifPresent(Issuer::check);
        return new MutualTls(seen, port, address(section, root, port), trust.orElse(null),
                header.map(Value::text).orElse(null));
    }

    private static void checkHeader(Value header, Section root) {
        if (!header.text().matches("[A-Za-z0-9-]+"))
            header.wrong("is no name of a header", "write Client-Cert, or the one that the proxy sets");
        if (root.values("trusted_proxies").isEmpty())
            header.mistake("is set without trusted_proxies", "list there the proxies that set it");
    }

    private static void checkTrust(Section section, Path file) {
        try {
            var _ = new CertificateAuthorities(file, () -> Instant.EPOCH);
        } catch (IllegalArgumentException e) {
            section.mistake("trust", "cannot be used: " + e.getMessage(), "name a PEM file of certificate authorities");
        }
    }

    /// By default the issuer's host, on the other port.
    private static @Nullable String address(Section section, Section root, @Nullable Integer port) {
        var given = section.string("address");
        if (given.isPresent()) return given.get().replaceFirst("/$", "");
        if (port == null || port == 0) return null;
        try {
            var host = URI.create(root.string("issuer", "")).getHost();
            return host == null ? null : "https://" + host + ":" + port;
        } catch (IllegalArgumentException _) {
            // Said of the issuer.
            return null;
        }
    }

    /// Of these endpoints.
    Set<String> addresses(String usual, String... paths) {
        return bases(usual).stream()
                .flatMap(base -> Arrays.stream(paths).map(path -> base + path))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// What the addresses of an endpoint begin with: the usual base, and that for certificates.
    List<String> bases(String usual) {
        var bases = new ArrayList<>(List.of(usual));
        if (address != null) bases.add(address);
        return bases;
    }
}
