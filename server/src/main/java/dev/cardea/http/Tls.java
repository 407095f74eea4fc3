package dev.cardea.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CRL;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// TLS 1.2 and later with the certificate on disk, and with its successor once that is there: certificates are
/// renewed without a restart.
final class Tls implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
    /// All of TLS 1.3, and of TLS 1.2 what RFC 9325 §4.2 recommends: forward secrecy, authenticated encryption. FAPI 1.0
    /// Advanced §8.5 allows no others there, not even ChaCha20.
    private static final String[] CIPHERS = {"TLS_AES_.*", "TLS_CHACHA20_.*", "TLS_ECDHE_.*_GCM_.*" };
    private final HttpSettings.Tls files;
    private final SslContextFactory.Server context;
    private byte[] loaded;

    /// @throws IllegalArgumentException where the files cannot be used
    Tls(HttpSettings.Tls files) {
        this.files = files;
        context = files.requestClientCertificate() ? new AnyClientCertificate() : new SslContextFactory.Server();
        context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        context.setIncludeCipherSuites(CIPHERS);
        context.setRenegotiationAllowed(false);
        context.setWantClientAuth(files.requestClientCertificate());
        context.setKeyStorePassword("");
        try {
            loaded = contents();
            context.setKeyStore(TlsKeys.read(files));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new IllegalArgumentException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    SslContextFactory.Server context() {
        return context;
    }

    /// Takes up changed files. What cannot be used leaves the certificate in place as it is, and is tried again when
    /// the files change again.
    @Override
    public void run() {
        try {
            var now = contents();
            if (Arrays.equals(now, loaded)) return;
            loaded = now;
            KeyStore keys = TlsKeys.read(files);
            context.reload(c -> c.setKeyStore(keys));
            LOG.info("took up the TLS certificate in {}", files.certificate());
        } catch (Exception e) {
            LOG.warn("keep the present TLS certificate: {}", e.toString());
        }
    }

    /// Not the time of change: a file system's clock is too coarse for two changes in a row.
    private byte[] contents() throws IOException {
        var certificate = Files.readAllBytes(files.certificate());
        var key = Files.readAllBytes(files.privateKey());
        var both = Arrays.copyOf(certificate, certificate.length + key.length);
        System.arraycopy(key, 0, both, certificate.length, key.length);
        return both;
    }

    /// RFC 8705 §2.2 lets clients register certificates they signed themselves: there is no issuer to trust, only the
    /// proof of possession that the handshake gives.
    private static final class AnyClientCertificate extends SslContextFactory.Server {
        @Override
        protected TrustManager[] getTrustManagers(@Nullable KeyStore trusted,
                @Nullable Collection<? extends CRL> crls) {
            return new TrustManager[]{new Anyone() };
        }
    }

    private static final class Anyone extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            throw new UnsupportedOperationException();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
