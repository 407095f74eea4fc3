package dev.cardea.mtls;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.Base64;
import dev.cardea.oauth.TokenHash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/// A certificate with its key, made as a test needs it.
///
/// @param chain the certificate itself, then those above it, without the root
public record TestCertificate(KeyPair keys, List<X509Certificate> chain) {
    private static final SecureRandom RANDOM = new SecureRandom();

    public static Builder named(String dn) {
        return new Builder(dn);
    }

    /// Signed with its own key.
    public static TestCertificate selfSigned(String dn) {
        return named(dn).build();
    }

    public static TestCertificate authority(String dn) {
        return named(dn).authority().build();
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    public byte[] der() {
        try {
            return certificate().getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// `x5t#S256`.
    public String thumbprint() {
        return TokenHash.of(der()).base64Url();
    }

    public String pem() {
        return pem("CERTIFICATE", der());
    }

    /// A key set with it, as a client registers it.
    public String jwks() {
        var key = new ECKey.Builder(Curve.P_256, (ECPublicKey) keys.getPublic())
                .x509CertChain(List.of(Base64.encode(der())))
                .build();
        return new JWKSet(key).toString();
    }

    /// RFC 9440 §2.1.
    public String header() {
        return ":" + java.util.Base64.getEncoder().encodeToString(der()) + ":";
    }

    public void write(Path certificate, Path key) {
        try {
            Files.writeString(certificate, pem());
            Files.writeString(key, pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String type, byte[] der) {
        var mime = java.util.Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + type + "-----\n" + mime.encodeToString(der) + "\n-----END " + type + "-----\n";
    }

    public static final class Builder {
        private final String dn;
        private final ExtensionsGenerator extensions = new ExtensionsGenerator();
        private final List<GeneralName> alternatives = new ArrayList<>();
        private Instant notAfter = Instant.parse("2049-01-01T00:00:00Z");
        private @Nullable TestCertificate issuer;

        private Builder(String dn) {
            this.dn = dn;
        }

        public Builder by(TestCertificate authority) {
            issuer = authority;
            return this;
        }

        public Builder until(Instant end) {
            notAfter = end;
            return this;
        }

        public Builder also(int tag, String name) {
            alternatives.add(new GeneralName(tag, name));
            return this;
        }

        public Builder authority() {
            return with(Extension.basicConstraints, true, new BasicConstraints(true));
        }

        public Builder only(KeyPurposeId purpose) {
            return with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
        }

        private Builder with(org.bouncycastle.asn1.ASN1ObjectIdentifier name, boolean critical,
                org.bouncycastle.asn1.ASN1Encodable value) {
            try {
                extensions.addExtension(name, critical, value);
                return this;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        public TestCertificate build() {
            try {
                var generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(256);
                var keys = generator.generateKeyPair();
                if (!alternatives.isEmpty())
                    with(Extension.subjectAlternativeName, false,
                            new GeneralNames(alternatives.toArray(GeneralName[]::new)));
                var chain = new ArrayList<>(List.of(signed(keys)));
                if (issuer != null && !isRoot(issuer)) chain.addAll(issuer.chain());
                return new TestCertificate(keys, List.copyOf(chain));
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private static boolean isRoot(TestCertificate authority) {
            return authority.certificate()
                    .getIssuerX500Principal()
                    .equals(authority.certificate().getSubjectX500Principal());
        }

        private X509Certificate signed(KeyPair keys) throws GeneralSecurityException, IOException {
            var subject = X500Name.getInstance(new X500Principal(dn).getEncoded());
            var algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
            var body = new V3TBSCertificateGenerator();
            body.setSerialNumber(new ASN1Integer(new BigInteger(64, RANDOM)));
            body.setSubject(subject);
            body.setIssuer(issuer == null
                    ? subject
                    : X500Name.getInstance(issuer.certificate().getSubjectX500Principal().getEncoded()));
            body.setStartDate(new Time(Date.from(Instant.parse("2020-01-01T00:00:00Z"))));
            body.setEndDate(new Time(Date.from(notAfter)));
            body.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
            body.setSignature(algorithm);
            if (!extensions.isEmpty()) body.setExtensions(extensions.generate());
            var unsigned = body.generateTBSCertificate();
            var signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(issuer == null ? keys.getPrivate() : issuer.keys().getPrivate());
            signer.update(unsigned.getEncoded());
            var parts = new ASN1EncodableVector();
            Arrays.asList(unsigned, algorithm, new DERBitString(signer.sign())).forEach(parts::add);
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(new DERSequence(parts).getEncoded()));
        }
    }
}
