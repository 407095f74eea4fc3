package dev.cardea.authorize;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.cardea.Refusals;
import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.TestJwks;
import dev.cardea.client.TestKey;
import dev.cardea.json.Json;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 9101 §6.1 encrypted request objects")
class EncryptedRequestObjectTest {
    private static final TestKey KEY = TestKey.es256();
    private TestCardea cardea = new TestCardea(TestCardea.client("signer",
            "request_object_encryption_alg: ECDH-ES, request_object_encryption_enc: A256GCM, jwks: " + KEY.jwks())
            + TestCardea.client("unsigned", "request_object_signing_alg: none"));

    @AfterEach
    void stop() {
        cardea.close();
    }

    private JWK published(String kty) {
        return TestJwks.of(cardea)
                .encrypting()
                .stream()
                .filter(key -> key.getKeyType().getValue().equals(kty))
                .findFirst()
                .orElseThrow();
    }

    private static JWEHeader.Builder header(JWK key, String alg, String enc) {
        return new JWEHeader.Builder(JWEAlgorithm.parse(alg), EncryptionMethod.parse(enc)).keyID(key.getKeyID());
    }

    private static String encrypted(String content, JWEHeader header, JWK key) {
        try {
            var object = new JWEObject(header, new Payload(content));
            object.encrypt(key.getKeyType().getValue().equals("RSA")
                    ? new RSAEncrypter(key.toRSAKey())
                    : new ECDHEncrypter(key.toECKey()));
            return object.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private String signed() {
        return KEY.sign(RequestObjectTest.members(cardea, "signer"));
    }

    private HttpResponse<String> send(String client, String object) {
        return cardea.browser()
                .get("/oauth2/auth?" + TestBrowser.encode(request("client_id", client, "request", object)));
    }

    private void assertTaken(String client, String object) {
        assertThat(TestBrowser.location(send(client, object))).startsWith("/login?");
    }

    private void assertRefused(String client, String object) {
        Refusals.assertSent(send(client, object), "invalid_request_object");
    }

    @Test
    @SuppressWarnings("unchecked")
    void are_opened_by_every_algorithm_that_discovery_lists() {
        var metadata = json(cardea.get("/.well-known/openid-configuration"));
        for (var alg : (List<String>) metadata.get("request_object_encryption_alg_values_supported"))
            for (var enc : (List<String>) metadata.get("request_object_encryption_enc_values_supported")) {
                var key = published(alg.startsWith("RSA") ? "RSA" : "EC");
                assertTaken("signer", encrypted(signed(), header(key, alg, enc).contentType("JWT").build(), key));
            }
    }

    @Test
    void need_no_kid() {
        var key = published("EC");
        var header = new JWEHeader.Builder(JWEAlgorithm.ECDH_ES, EncryptionMethod.A256GCM).build();
        assertTaken("signer", encrypted(signed(), header, key));
    }

    @Test
    void must_be_signed_inside_as_if_they_were_not_encrypted() {
        var key = published("EC");
        var header = header(key, "ECDH-ES", "A256GCM").build();
        var members = RequestObjectTest.members(cardea, "signer");
        var none = TestKey.encode(Json.bytes(Map.of("alg", "none"))) + "." + TestKey.encode(Json.bytes(members)) + ".";
        assertRefused("signer", encrypted(Json.text(members), header, key));
        assertRefused("signer", encrypted(none, header, key));
        assertRefused("signer", encrypted(TestKey.es256().sign(members), header, key));
        assertRefused("signer", encrypted(encrypted(signed(), header, key), header, key));
        assertRefused("unsigned", encrypted(Json.text(members), header, key));
        assertTaken("unsigned", encrypted(none.replace(TestKey.encode(Json.bytes(members)),
                TestKey.encode(Json.bytes(RequestObjectTest.members(cardea, "unsigned")))), header, key));
    }

    @Test
    void are_refused_where_they_cannot_be_opened() throws Exception {
        var ec = published("EC");
        var rsa = published("RSA");
        var good = encrypted(signed(), header(ec, "ECDH-ES", "A256GCM").build(), ec);
        var parts = good.split("\\.", -1);
        var foreign = new ECKeyGenerator(com.nimbusds.jose.jwk.Curve.P_256).keyID(ec.getKeyID()).generate();
        for (var broken : List.of(
                encrypted(signed(), header(foreign, "ECDH-ES", "A256GCM").build(), foreign),
                encrypted(signed(), header(ec, "ECDH-ES", "A256GCM").keyID("nobody").build(), ec),
                encrypted(signed(), header(ec, "ECDH-ES+A192KW", "A256GCM").build(), ec),
                encrypted(signed(), header(ec, "ECDH-ES", "A192GCM").build(), ec),
                encrypted(signed(), header(rsa, "RSA-OAEP-512", "A256GCM").build(), rsa),
                encrypted(signed(), header(ec, "ECDH-ES", "A256GCM")
                        .compressionAlgorithm(CompressionAlgorithm.DEF)
                        .build(), ec),
                parts[0] + "." + parts[1] + "." + parts[2] + "." + parts[3] + "." + "A".repeat(22),
                parts[0] + ".x." + parts[2] + "." + parts[3] + "." + parts[4],
                "....",
                TestKey.encode("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8)) + "....",
                good + "=",
                good.replace(parts[3], "A".repeat(20_000).substring(0, 9_000))))
            assertRefused("signer", broken);
    }

    @Test
    void are_opened_with_a_key_that_was_replaced_for_two_more_days() {
        var old = published("EC");
        var object = encrypted(signed(), header(old, "ECDH-ES", "A256GCM").build(), old);
        cardea.clock.advance(Duration.ofDays(30));
        cardea = cardea.restarted(); // looks after its keys right away
        assertThat(published("EC").getKeyID()).isEqualTo(old.getKeyID()); // until every node knows the new one
        cardea.clock.advance(Duration.ofMinutes(2));
        cardea = cardea.restarted();
        assertThat(published("EC").getKeyID()).isNotEqualTo(old.getKeyID());
        assertThat(TestJwks.of(cardea).encrypting()).hasSize(2);
        cardea.clock.advance(Duration.ofDays(1));
        assertTaken("signer", encrypted(signed(), header(old, "ECDH-ES", "A256GCM").build(), old));
        assertRefused("signer", object); // it has expired
        cardea.clock.advance(Duration.ofDays(2));
        cardea = cardea.restarted();
        assertRefused("signer", encrypted(signed(), header(old, "ECDH-ES", "A256GCM").build(), old));
    }
}
