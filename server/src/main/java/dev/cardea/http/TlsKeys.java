package dev.cardea.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/// The server's certificate and key from their PEM files (RFC 7468).
final class TlsKeys {
    private static final char[] NO_PASSWORD = {};

    private TlsKeys() {}

    /// @throws GeneralSecurityException where the files hold something else, or the key is not the certificate's:
    ///         half of a renewal may be on disk already
    static KeyStore read(HttpSettings.Tls files) throws GeneralSecurityException, IOException {
        Certificate[] chain;
        try (InputStream in = Files.newInputStream(files.certificate())) {
            chain = CertificateFactory.getInstance("X.509").generateCertificates(in).toArray(Certificate[]::new);
        }
        if (chain.length == 0) throw new GeneralSecurityException("no certificate in " + files.certificate());
        var key = key(Files.readString(files.privateKey()));
        if (!belong(key, chain[0]))
            throw new GeneralSecurityException(
                    "the key in " + files.privateKey() + " is not that of the certificate in " + files.certificate());
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        store.setKeyEntry("server", key, NO_PASSWORD, chain);
        return store;
    }

    private static PrivateKey key(String pem) throws GeneralSecurityException, IOException {
        try (var reader = new PemReader(new StringReader(pem))) {
            // `openssl ecparam -genkey` writes the curve first.
            for (var object = reader.readPemObject(); object != null; object = reader.readPemObject())
                if (object.getType().endsWith("PRIVATE KEY")) return key(object);
        }
        throw new GeneralSecurityException("no private key in PEM form");
    }

    private static PrivateKey key(PemObject pem) throws GeneralSecurityException, IOException {
        var info = switch (pem.getType()) {
            case "PRIVATE KEY" -> PrivateKeyInfo.getInstance(pem.getContent());
            case "RSA PRIVATE KEY" -> wrapped(new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption),
                    RSAPrivateKey.getInstance(pem.getContent()));
            case "EC PRIVATE KEY" -> {
                var key = ECPrivateKey.getInstance(pem.getContent());
                yield wrapped(new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject()),
                        key);
            }
            default -> throw new GeneralSecurityException(pem.getType() + " is not read; decrypt or convert it");
        };
        return KeyFactory.getInstance(info.getPrivateKeyAlgorithm().getAlgorithm().getId())
                .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    }

    private static PrivateKeyInfo wrapped(AlgorithmIdentifier algorithm, ASN1Encodable key) throws IOException {
        return new PrivateKeyInfo(algorithm, key);
    }

    private static boolean belong(PrivateKey key, Certificate certificate) throws GeneralSecurityException {
        var publicKey = certificate.getPublicKey();
        var algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        if (!publicKey.getAlgorithm().equals(key.getAlgorithm())) return false;
        var probe = new byte[32];
        var signer = Signature.getInstance(algorithm);
        signer.initSign(key);
        signer.update(probe);
        var verifier = Signature.getInstance(algorithm);
        verifier.initVerify(publicKey);
        verifier.update(probe);
        return verifier.verify(signer.sign());
    }
}
