package dev.cardea.client;

import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEDecrypter;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.AESDecrypter;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.TestJwks;
import dev.cardea.jose.Encryption;
import dev.cardea.jose.Providers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("OIDC Core §10.2 encryption of answers, RFC 7519 §11.2 nested JWTs")
class EncryptedAnswersTest {
    private static RSAKey rsa;
    private static Map<Curve, ECKey> ec;
    private static OctetKeyPair x25519;
    private static TestCardea cardea;

    @BeforeAll
    static void start() throws Exception {
        rsa = new RSAKeyGenerator(2048).provider(Providers.fastest())
                .keyUse(KeyUse.ENCRYPTION)
                .keyID("rsa-enc")
                .generate();
        x25519 = TestX25519.key();
        ec = Map.of(Curve.P_256, ecKey(Curve.P_256), Curve.P_384, ecKey(Curve.P_384), Curve.P_521, ecKey(Curve.P_521));
        var signing = new RSAKeyGenerator(2048).provider(Providers.fastest())
                .keyUse(KeyUse.SIGNATURE)
                .keyID("rsa-sig")
                .generate();
        var keys = new JWKSet(List.of(signing, rsa, ec.get(Curve.P_256))).toString().replace("'", "");
        cardea = new TestCardea(TestCardea.client("id-rsa", "id_token_encrypted_response_alg: RSA-OAEP-256, jwks: '"
                + keys + "'")
                + TestCardea.client("everything", "id_token_encrypted_response_alg: ECDH-ES,"
                        + " id_token_encrypted_response_enc: A256GCM, userinfo_signed_response_alg: ES256,"
                        + " userinfo_encrypted_response_alg: ECDH-ES+A256KW, jwks: '" + keys + "',"
                        + " authorization_encrypted_response_alg: RSA-OAEP-256")
                + TestCardea.client("secret", "userinfo_encrypted_response_alg: dir,"
                        + " userinfo_encrypted_response_enc: A256CBC-HS512"));
    }

    private static ECKey ecKey(Curve curve) throws Exception {
        return new ECKeyGenerator(curve).keyID(curve.getName()).generate();
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static JWEObject opened(Object token, JWEDecrypter decrypter) throws Exception {
        var jwe = JWEObject.parse((String) token);
        jwe.decrypt(decrypter);
        return jwe;
    }

    private static Map<String, Object> nested(JWEObject jwe) throws Exception {
        assertThat(jwe.getHeader().getContentType()).isEqualTo("JWT"); // RFC 7519 §5.2
        var signed = SignedJWT.parse(jwe.getPayload().toString());
        assertThat(TestJwks.of(cardea).verifies(signed)).isTrue();
        return TestCardea.claims(jwe.getPayload().toString());
    }

    @Test
    void of_an_id_token_is_around_the_signature() throws Exception { // OIDC Core §2
        var idToken = cardea.tokensOf("id-rsa").get("id_token");
        var jwe = opened(idToken, new RSADecrypter(rsa));
        assertThat(jwe.getHeader().getKeyID()).isEqualTo("rsa-enc");
        // OIDC Registration §2: the default
        assertThat(jwe.getHeader().getEncryptionMethod()).hasToString("A128CBC-HS256");
        assertThat(nested(jwe)).containsEntry("aud", "id-rsa").containsKey("sub");
    }

    @Test
    void of_userinfo_is_around_the_signature_where_there_is_one() throws Exception { // OIDC Core §5.3.2
        var answer = cardea.userinfo(cardea.tokensOf("everything").get("access_token"));
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/jwt");
        assertThat(nested(opened(answer.body(), new ECDHDecrypter(ec.get(Curve.P_256)))))
                .containsEntry("aud", "everything");
    }

    @Test
    void of_userinfo_that_nobody_signs_is_around_the_claims() throws Exception { // OIDC Core §5.3.2, §10.2
        var answer = cardea.userinfo(cardea.tokensOf("secret").get("access_token"));
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/jwt");
        var key = MessageDigest.getInstance("SHA-512").digest(TestCardea.SECRET.getBytes(StandardCharsets.UTF_8));
        var jwe = opened(answer.body(), new DirectDecrypter(key));
        assertThat(jwe.getHeader().getContentType()).isNull();
        assertThat(jwe.getPayload().toJSONObject()).containsKeys("sub", "email").doesNotContainKey("iss");
    }

    @Test
    void of_an_authorization_answer_is_around_the_signature() throws Exception { // JARM §2.2
        var answer = TestBrowser.answer(cardea.signedIn(TestCardea.ALICE)
                .open(request("client_id", "everything", "response_mode", "jwt")));
        assertThat(nested(opened(answer.get("response"), new RSADecrypter(rsa)))).containsKey("code");
    }

    @Test
    void can_all_be_found_in_discovery() {
        var metadata = json(cardea.get("/.well-known/openid-configuration"));
        for (var answer : List.of("id_token", "userinfo", "authorization", "introspection")) {
            assertThat(metadata).containsEntry(answer + "_encryption_alg_values_supported", Encryption.ALGORITHMS)
                    .containsEntry(answer + "_encryption_enc_values_supported", Encryption.METHODS);
        }
        assertThat(Encryption.ALGORITHMS).doesNotContain("RSA1_5");
    }

    static Stream<Encryption> all() {
        return Encryption.ALGORITHMS.stream()
                .flatMap(alg -> Encryption.METHODS.stream()
                        .map(enc -> new Encryption(alg, enc)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void can_be_opened_by_whoever_has_the_key(Encryption encryption) throws Exception {
        var secret = "a secret that is long enough";
        var keys = encryption.isWithSecret()
                ? List.of(encryption.keyOf(secret))
                : Stream.concat(Stream.of(rsa, x25519), ec.values().stream()).filter(encryption::fits).toList();
        assertThat(keys).isNotEmpty();
        for (var key : keys) {
            var jwe = opened(encryption.nested("a.b.c", publicPart(key)), decrypter(key, encryption));
            assertThat(jwe.getPayload()).hasToString("a.b.c");
        }
    }

    private static JWK publicPart(JWK key) {
        return key instanceof OctetSequenceKey ? key : key.toPublicJWK();
    }

    private static JWEDecrypter decrypter(JWK key, Encryption encryption) throws Exception {
        return switch (key) {
            case RSAKey theRsa -> new RSADecrypter(theRsa);
            case ECKey theEc -> new ECDHDecrypter(theEc);
            case OctetKeyPair pair -> new TestX25519(pair);
            case OctetSequenceKey secret when encryption.alg().equals("dir") -> new DirectDecrypter(secret);
            case OctetSequenceKey secret -> new AESDecrypter(secret);
            default -> throw new AssertionError(key);
        };
    }

    @Test
    void derives_keys_from_the_left_of_the_hash_of_the_secret() throws Exception { // OIDC Core §10.2
        var hash = MessageDigest.getInstance("SHA-256").digest("secret".getBytes(StandardCharsets.UTF_8));
        var key = (OctetSequenceKey) new Encryption("A128KW", "A256GCM").keyOf("secret");
        assertThat(key.toByteArray()).isEqualTo(Arrays.copyOf(hash, 16));
        var direct = (OctetSequenceKey) new Encryption("dir", "A192CBC-HS384").keyOf("secret");
        assertThat(direct.toByteArray())
                .isEqualTo(MessageDigest.getInstance("SHA-384").digest("secret".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void takes_no_key_that_is_for_something_else() throws Exception {
        var encryption = new Encryption("RSA-OAEP-256", "A128GCM");
        assertThat(encryption.fits(new RSAKey.Builder(rsa).keyUse(KeyUse.SIGNATURE).build())).isFalse();
        assertThat(encryption.fits(new RSAKey.Builder(rsa).algorithm(JWEAlgorithm.RSA_OAEP_512).build()))
                .isFalse();
        assertThat(encryption.fits(ec.get(Curve.P_256))).isFalse();
    }

    @Test
    void encrypts_nothing_for_a_key_that_keeps_no_secret() { // RFC 7748 §6.1
        var zero = new OctetKeyPair.Builder(Curve.X25519, Base64URL.encode(new byte[32])).build();
        assertThatThrownBy(() -> new Encryption("ECDH-ES", "A128GCM").nested("a.b.c", zero))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
