package dev.cardea.outbound;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Whose certificates are believed: those of the authorities that Java knows, and of the operator's own.
public final class Trust {
    private Trust() {}

    /// @param authorities a PEM file, null for none
    public static SSLSocketFactory with(@Nullable Path authorities) {
        try {
            var context = SSLContext.getInstance("TLS");
            if (authorities == null) {
                context.init(null, null, null);
                return context.getSocketFactory();
            }
            var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (var certificate : all(authorities))
                trusted.setCertificateEntry(String.valueOf(trusted.size()), certificate);
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            context.init(null, factory.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the certificates in " + authorities + " cannot be used", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + authorities, e);
        }
    }

    private static List<Certificate> all(Path authorities) throws GeneralSecurityException, IOException {
        var all = new ArrayList<Certificate>();
        var usual = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        usual.init((KeyStore) null);
        for (var manager : usual.getTrustManagers())
            if (manager instanceof X509TrustManager known) all.addAll(List.of(known.getAcceptedIssuers()));
        try (var in = Files.newInputStream(authorities)) {
            all.addAll(CertificateFactory.getInstance("X.509").generateCertificates(in));
        }
        return all;
    }
}
