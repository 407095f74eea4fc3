package dev.cardea.bench.flow;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import dev.cardea.jose.Base64Url;
import dev.cardea.jose.Providers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/// A P-256 key of a client, which signs assertions (RFC 7523 §2.2) and DPoP proofs (RFC 9449 §4.2) with it. All that it
/// costs is paid on the core of the load.
public final class HeldKey {
    private static final int LIFETIME_SECONDS = 60;

    private final String jwk;
    private final Signature signer;

    public HeldKey() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            jwk = new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic()).build().toJSONString();
            var algorithm = "SHA256withECDSAinP1363Format";
            var provider = Providers.fastest();
            signer = provider == null
                    ? Signature.getInstance(algorithm)
                    : Signature.getInstance(algorithm, provider);
            signer.initSign(pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The public key as a JWK.
    public String jwk() {
        return jwk;
    }

    /// Authenticates a client.
    ///
    /// @param audience the issuer
    public String assertion(String client, String audience) {
        long now = Instant.now().getEpochSecond();
        return sign("{\"alg\":\"ES256\"}",
                "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":\"%s\",\"iat\":%d,\"exp\":%d,\"jti\":\"%s\"}".formatted(client,
                        client, audience, now, now + LIFETIME_SECONDS, random()));
    }

    /// Proves possession of the key to one endpoint.
    String proof(String address) {
        return sign("{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":" + jwk + "}",
                "{\"htm\":\"POST\",\"htu\":\"%s\",\"iat\":%d,\"jti\":\"%s\"}".formatted(address,
                        Instant.now().getEpochSecond(), random()));
    }

    private String sign(String header, String claims) {
        var input = encode(header) + "." + encode(claims);
        try {
            signer.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + Base64Url.encode(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String random() {
        var random = ThreadLocalRandom.current();
        return Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
    }

    private static String encode(String text) {
        return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }
}
