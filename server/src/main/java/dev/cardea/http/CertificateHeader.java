package dev.cardea.http;

import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// The header in which a proxy passes its client's certificate on: `Client-Cert` with `Client-Cert-Chain` (RFC 9440),
/// or one of any other name with URL-encoded PEM, as nginx and Envoy write it.
final class CertificateHeader {
    private static final String STANDARD = "Client-Cert";
    private static final String CHAIN = "Client-Cert-Chain";
    /// RFC 8941 §3.3.5.
    private static final Pattern BYTES = Pattern.compile(":([A-Za-z0-9+/]+={0,2}):");
    private static final Pattern PEM = Pattern.compile(
            "\\s*-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]+)-----END CERTIFICATE-----\\s*");
    private static final int LONGEST_CHAIN = 10;

    private final String name;

    CertificateHeader(String name) {
        this.name = name;
    }

    /// The certificate and those above it that came along; empty where the proxy's client showed none.
    ///
    /// @throws Refusal where the header is repeated or malformed
    List<X509Certificate> read(Request.Headers headers) {
        var values = headers.all(name);
        if (values.size() > 1) throw refused(name + " is repeated");
        return name.equalsIgnoreCase(STANDARD) ? standard(values, headers.all(CHAIN)) : pem(values);
    }

    private static List<X509Certificate> standard(List<String> own, List<String> chain) {
        if (own.isEmpty()) {
            // RFC 9440 §2.3.
            if (!chain.isEmpty()) throw refused(CHAIN + " came without " + STANDARD);
            return List.of();
        }
        var all = new ArrayList<X509Certificate>();
        all.add(bytes(own.getFirst().strip(), STANDARD));
        for (var line : chain)
            for (var member : line.split(",", LONGEST_CHAIN + 1)) all.add(bytes(member.strip(), CHAIN));
        return bounded(all);
    }

    private static X509Certificate bytes(String member, String name) {
        var matcher = BYTES.matcher(member);
        if (!matcher.matches()) throw refused(name + " is no byte sequence (RFC 9440 §2.1)");
        return certificate(matcher.group(1), name);
    }

    /// Without a certificate proxies leave such a header empty.
    private List<X509Certificate> pem(List<String> values) {
        if (values.isEmpty() || values.getFirst().isBlank()) return List.of();
        var all = new ArrayList<X509Certificate>();
        var text = decoded(values.getFirst());
        var matcher = PEM.matcher(text);
        int end = 0;
        while (end < text.length() && all.size() <= LONGEST_CHAIN) {
            if (!matcher.find() || matcher.start() != end) throw refused(name + " is no URL-encoded PEM");
            all.add(certificate(matcher.group(1).replaceAll("\\s", ""), name));
            end = matcher.end();
        }
        return bounded(all);
    }

    private String decoded(String value) {
        try {
            // Not a form: here + stands for itself.
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException _) {
            throw refused(name + " is not URL-encoded");
        }
    }

    private static X509Certificate certificate(String base64, String name) {
        try {
            var der = Base64.getDecoder().decode(base64);
            var read = new ByteArrayInputStream(der);
            var certificate = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(read);
            if (read.available() == 0) return certificate;
        } catch (IllegalArgumentException | CertificateException _) {
            // said below
        }
        throw refused(name + " has something else than a certificate");
    }

    private static List<X509Certificate> bounded(List<X509Certificate> all) {
        if (all.size() > LONGEST_CHAIN) throw refused("there are more than " + LONGEST_CHAIN + " certificates");
        return List.copyOf(all);
    }

    private static Refusal refused(String why) {
        return new Refusal(400, "invalid_request", "the client certificate that a proxy passed on: " + why);
    }
}
