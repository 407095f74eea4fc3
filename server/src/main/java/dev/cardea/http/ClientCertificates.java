package dev.cardea.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// Whose certificate a request comes with: that of its own TLS connection, or the one that a trusted proxy passed on.
final class ClientCertificates {
    private final TrustedProxies proxies;
    private final @Nullable CertificateHeader header;

    /// @param header the name of the header that trusted proxies set; null where they set none
    ClientCertificates(TrustedProxies proxies, @Nullable String header) {
        this.proxies = proxies;
        this.header = header == null ? null : new CertificateHeader(header);
    }

    /// Of whoever sent the request, or let a trusted proxy send it: his own certificate first.
    List<X509Certificate> of(Request in) {
        // What shows a certificate to this server is then the proxy, for itself and not for the clients behind it.
        if (proxies.trusts(address(in)))
            return header == null ? List.of() : header.read(in.getHeaders()::getValuesList);
        var tls = in.getConnectionMetaData().getConnection().getEndPoint().getSslSessionData();
        var chain = tls == null ? null : tls.peerCertificates();
        return chain == null ? List.of() : List.of(chain);
    }

    private static @Nullable InetAddress address(Request in) {
        return in.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress inet
                ? inet.getAddress()
                : null;
    }
}
