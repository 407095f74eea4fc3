package dev.cardea.mtls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who is believed to know the holders of certificates: the authorities in the operator's file, and those that they
/// trust in turn (RFC 5280 §6).
public final class CertificateAuthorities {
    /// RFC 5280 §4.2.1.12: for TLS clients, or for anything.
    private static final Set<String> FOR_CLIENTS = Set.of("1.3.6.1.5.5.7.3.2", "2.5.29.37.0");

    private final Set<TrustAnchor> anchors = new HashSet<>();
    private final InstantSource clock;

    /// @param file PEM
    /// @throws IllegalArgumentException where there is no certificate in it
    public CertificateAuthorities(Path file, InstantSource clock) {
        this.clock = clock;
        try (var in = Files.newInputStream(file)) {
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in))
                anchors.add(new TrustAnchor((X509Certificate) certificate, null));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        if (anchors.isEmpty()) throw new IllegalArgumentException("no certificate in " + file);
    }

    /// Why they do not vouch for the first one of these now; empty where they do.
    ///
    /// @param chain those that came with it after it, in any order
    Optional<String> problem(List<X509Certificate> chain) {
        try {
            var own = chain.getFirst();
            if (!isForClients(own)) return Optional.of("the certificate is not meant for TLS clients");
            // PKIX asks nothing of a certificate that is trusted by itself.
            own.checkValidity(Date.from(clock.instant()));
            var wanted = new X509CertSelector();
            wanted.setCertificate(own);
            var parameters = new PKIXBuilderParameters(anchors, wanted);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
            parameters.setDate(Date.from(clock.instant()));
            // No authority is asked while a client waits.
            parameters.setRevocationEnabled(false);
            CertPathBuilder.getInstance("PKIX").build(parameters);
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            return Optional.of("no trusted authority vouches for the certificate: " + cause.getMessage());
        }
    }

    private static boolean isForClients(X509Certificate certificate) throws CertificateParsingException {
        var usage = certificate.getKeyUsage();
        var purposes = certificate.getExtendedKeyUsage();
        return (usage == null || usage[0]) && (purposes == null || purposes.stream().anyMatch(FOR_CLIENTS::contains));
    }
}
