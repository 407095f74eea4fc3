package dev.cardea.client;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.cardea.jose.Providers;
import dev.cardea.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A key of a client, which signs whatever it is given: header and claims are any text.
public final class TestKey {
    private interface Signer {
        byte[] sign(byte[] input) throws GeneralSecurityException;
    }

    public final String algorithm;
    /// Null for a secret.
    public final PublicKey publicKey;
    private final String jwk;
    private final Signer signer;

    private TestKey(String algorithm, PublicKey publicKey, String jwk, Signer signer) {
        this.algorithm = algorithm;
        this.publicKey = publicKey;
        this.jwk = jwk;
        this.signer = signer;
    }

    public static TestKey rsa(String algorithm, KeyPair pair) {
        var bits = algorithm.substring(2);
        return new TestKey(algorithm, pair.getPublic(),
                new RSAKey.Builder((RSAPublicKey) pair.getPublic()).keyID(algorithm).build().toJSONString(), input -> {
                    var pss = algorithm.startsWith("PS");
                    var signature = Signature.getInstance(pss ? "RSASSA-PSS" : "SHA" + bits + "withRSA");
                    if (pss)
                        signature.setParameter(new PSSParameterSpec("SHA-" + bits, "MGF1",
                                new MGF1ParameterSpec("SHA-" + bits), Integer.parseInt(bits) / 8, 1));
                    return signed(signature, pair, input);
                });
    }

    public static TestKey es256() {
        return ec("ES256", "secp256r1", Curve.P_256);
    }

    static TestKey ec(String algorithm, String name, Curve curve) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(name));
            var pair = generator.generateKeyPair();
            return new TestKey(algorithm, pair.getPublic(),
                    new ECKey.Builder(curve, (ECPublicKey) pair.getPublic()).keyID(algorithm).build().toJSONString(),
                    input -> signed(Signature.getInstance(
                            "SHA" + algorithm.substring(2) + "withECDSAinP1363Format"), pair, input));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static TestKey edDsa() {
        var pair = pair("Ed25519", 255);
        var encoded = pair.getPublic().getEncoded();
        var x = Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        return new TestKey("EdDSA", pair.getPublic(),
                new OctetKeyPair.Builder(Curve.Ed25519, x).keyID("EdDSA").build().toJSONString(),
                input -> signed(Signature.getInstance("Ed25519"), pair, input));
    }

    public static TestKey secret(String algorithm, String secret) {
        return secret(algorithm, secret.getBytes(StandardCharsets.UTF_8));
    }

    public static TestKey secret(String algorithm, byte[] secret) {
        return new TestKey(algorithm, null, "", input -> {
            var name = "HmacSHA" + algorithm.substring(2);
            var mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(secret, name));
            return mac.doFinal(input);
        });
    }

    public static KeyPair pair(String kind, int bits) {
        try {
            var faster = kind.equals("RSA") ? Providers.fastest() : null;
            var generator = faster == null
                    ? KeyPairGenerator.getInstance(kind)
                    : KeyPairGenerator.getInstance(kind, faster);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] signed(Signature signature, KeyPair pair, byte[] input) throws GeneralSecurityException {
        signature.initSign(pair.getPrivate());
        signature.update(input);
        return signature.sign();
    }

    /// The JWK Set to register, as YAML and as JSON.
    public String jwks() {
        return "{\"keys\": [" + jwk + "]}";
    }

    public String jwk() {
        return jwk;
    }

    public String sign(Map<String, Object> claims) {
        return sign(Map.of(), claims);
    }

    /// @param header members besides `alg`, or instead of it
    public String sign(Map<String, Object> header, Map<String, Object> claims) {
        var members = new LinkedHashMap<String, Object>();
        members.put("alg", algorithm);
        members.putAll(header);
        return sign(Json.text(members), Json.text(claims));
    }

    public String sign(String header, String claims) {
        return signParts(encode(header.getBytes(StandardCharsets.UTF_8)),
                encode(claims.getBytes(StandardCharsets.UTF_8)));
    }

    public String signParts(String header, String payload) {
        try {
            var input = header + "." + payload;
            return input + "." + encode(signer.sign(input.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
