package dev.cardea.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/// Certificates that sign themselves, made as a test needs them.
public record Certificates(KeyPair keys, X509Certificate certificate) {
    public static Certificates of(String name) {
        return of(name, "EC", "SHA384withECDSA", X9ObjectIdentifiers.ecdsa_with_SHA384);
    }

    static Certificates rsa(String name) {
        return of(name, "RSA", "SHA256withRSA", PKCSObjectIdentifiers.sha256WithRSAEncryption);
    }

    private static Certificates of(String name, String keyType, String signature, ASN1ObjectIdentifier identifier) {
        try {
            var keys = KeyPairGenerator.getInstance(keyType).generateKeyPair();
            var algorithm = new AlgorithmIdentifier(identifier);
            var body = new V3TBSCertificateGenerator();
            body.setSerialNumber(new ASN1Integer(BigInteger.ONE));
            body.setIssuer(new X500Name("CN=" + name));
            body.setSubject(new X500Name("CN=" + name));
            body.setStartDate(new Time(Date.from(Instant.parse("2020-01-01T00:00:00Z"))));
            body.setEndDate(new Time(Date.from(Instant.parse("2049-01-01T00:00:00Z"))));
            body.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
            body.setSignature(algorithm);
            var unsigned = body.generateTBSCertificate();
            var signer = Signature.getInstance(signature);
            signer.initSign(keys.getPrivate());
            signer.update(unsigned.getEncoded());
            var parts = new ASN1EncodableVector();
            parts.add(unsigned);
            parts.add(algorithm);
            parts.add(new DERBitString(signer.sign()));
            var der = new DERSequence(parts).getEncoded();
            var certificate = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der));
            return new Certificates(keys, (X509Certificate) certificate);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public void writeCertificate(Path file) throws IOException, GeneralSecurityException {
        Files.writeString(file, pem("CERTIFICATE", certificate.getEncoded()));
    }

    public void writeKey(Path file) throws IOException {
        Files.writeString(file, pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
    }

    static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + type
                + "-----\n";
    }
}
