package dev.cardea.client;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// What the certificate of a client must say of it for `tls_client_auth` (RFC 8705 §2.1.2).
///
/// @param value as it is registered
public record CertificateSubject(Kind kind, String value) {
    /// Named as the metadata is; a number is that of the subject alternative name (RFC 5280 §4.2.1.6).
    public enum Kind {
        tls_client_auth_subject_dn(-1), tls_client_auth_san_email(1), tls_client_auth_san_dns(
                2), tls_client_auth_san_uri(6), tls_client_auth_san_ip(7);

        private final int tag;

        Kind(int tag) {
            this.tag = tag;
        }
    }

    /// @throws IllegalArgumentException where the value is none of its kind
    public CertificateSubject {
        switch (kind) {
            case tls_client_auth_subject_dn -> DistinguishedName.parse(value);
            case tls_client_auth_san_ip -> {
                // Not one of the shorter spellings that other readers take for other addresses.
                var address = InetAddress.ofLiteral(value);
                if (value.indexOf(':') < 0 && !address.getHostAddress().equals(value))
                    throw new IllegalArgumentException("an IPv4 address has four numbers");
            }
            default -> {
                if (value.isBlank()) throw new IllegalArgumentException("it is empty");
            }
        }
    }

    public boolean matches(X509Certificate certificate) {
        try {
            if (kind == Kind.tls_client_auth_subject_dn)
                return DistinguishedName.of(certificate.getSubjectX500Principal().getEncoded())
                        .equals(DistinguishedName.parse(value));
            return alternatives(certificate).stream()
                    .anyMatch(name -> Objects.equals(name.getFirst(), kind.tag) && isSame(String.valueOf(name.get(1))));
        } catch (CertificateParsingException | IllegalArgumentException _) {
            // Whatever is in it cannot be compared.
            return false;
        }
    }

    private static Collection<List<?>> alternatives(X509Certificate certificate) throws CertificateParsingException {
        var names = certificate.getSubjectAlternativeNames();
        return names == null ? List.of() : names;
    }

    private boolean isSame(String name) {
        return switch (kind) {
            case tls_client_auth_san_dns -> value.equalsIgnoreCase(name);
            // RFC 5280 §7.5: the host has no case, what stands before it may.
            case tls_client_auth_san_email -> lowerHost(value).equals(lowerHost(name));
            case tls_client_auth_san_ip -> Arrays.equals(InetAddress.ofLiteral(value).getAddress(),
                    InetAddress.ofLiteral(name).getAddress());
            case tls_client_auth_san_uri, tls_client_auth_subject_dn -> value.equals(name);
        };
    }

    private static String lowerHost(String address) {
        int at = address.lastIndexOf('@') + 1;
        return address.substring(0, at) + address.substring(at).toLowerCase(Locale.ROOT);
    }
}
