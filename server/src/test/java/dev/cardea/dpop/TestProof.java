package dev.cardea.dpop;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.cardea.TestCardea;
import dev.cardea.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// A DPoP proof (RFC 9449 §4.2) as a client makes it; tests take single parts of it away.
public final class TestProof {
    final Map<String, Object> claims = new LinkedHashMap<>();
    String typ = "dpop+jwt";
    JWK shown;
    ECKey signer;

    public TestProof(ECKey key, TestCardea cardea, String method, String path) {
        shown = key.toPublicJWK();
        signer = key;
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("htm", method);
        claims.put("htu", TestCardea.ISSUER + path);
        claims.put("iat", cardea.clock.instant().getEpochSecond());
    }

    public static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    public TestProof with(String claim, Object value) {
        if (value == null) claims.remove(claim);
        else
            claims.put(claim, value);
        return this;
    }

    TestProof forToken(Object token) {
        try {
            var hash = MessageDigest.getInstance("SHA-256")
                    .digest(token.toString().getBytes(StandardCharsets.US_ASCII));
            return with("ath", Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static String thumbprint(ECKey key) {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /// Put together by hand, because Nimbus does not write what is wrong.
    @Override
    public String toString() {
        var header = new LinkedHashMap<String, Object>(Map.of("alg", "ES256", "typ", typ));
        if (shown != null) header.put("jwk", shown.toJSONObject());
        var input = base64Url(Json.text(header)) + "." + base64Url(Json.text(claims));
        try {
            var signature = new ECDSASigner(signer)
                    .sign(new JWSHeader(JWSAlgorithm.ES256), input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + signature;
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64Url(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
