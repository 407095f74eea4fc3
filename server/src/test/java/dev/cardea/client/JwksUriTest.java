package dev.cardea.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.cardea.TestCardea;
import dev.cardea.TestSite;
import dev.cardea.store.Race;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 7591 §2 jwks_uri, OIDC Core §10.1.1 rotation of keys")
class JwksUriTest {
    private static final String PATH = "/jwks";
    private TestSite site;
    private TestCardea cardea;
    private ECKey first;
    private ECKey second;

    @BeforeEach
    void start() throws Exception {
        site = new TestSite();
        first = key("first");
        second = key("second");
        publish(first);
        cardea = new TestCardea(
                """
                          - { client_id: remote, token_endpoint_auth_method: private_key_jwt, jwks_uri: '%s', grant_types: [client_credentials], response_types: [] }
                        """
                        .formatted(site.address(PATH))
                        + TestCardea.client("reader", "userinfo_encrypted_response_alg: ECDH-ES, jwks_uri: '"
                                + site.address(PATH) + "'")
                        + TestCardea.client("jarm", "authorization_encrypted_response_alg: ECDH-ES, jwks_uri: '"
                                + site.address(PATH) + "'")
                        + TestSite.REACHABLE);
    }

    @AfterEach
    void stop() {
        cardea.close();
        site.close();
    }

    private static ECKey key(String kid) throws Exception {
        return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
    }

    private void publish(ECKey... keys) {
        site.publish(PATH, new JWKSet(Arrays.asList(keys)).toString());
    }

    private int status(ECKey key) {
        return status(key, key.getKeyID());
    }

    /// Of a token request with an assertion that is signed by this key.
    private int status(ECKey key, @Nullable String kid) {
        try {
            var now = cardea.clock.instant();
            var claims = new JWTClaimsSet.Builder().issuer("remote")
                    .subject("remote")
                    .audience(TestCardea.ISSUER)
                    .jwtID(UUID.randomUUID().toString())
                    .expirationTime(Date.from(now.plusSeconds(60)))
                    .build();
            var jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(kid).build(), claims);
            jwt.sign(new ECDSASigner(key));
            return cardea.post("/oauth2/token", Map.of("grant_type", "client_credentials", "client_assertion_type",
                    "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", "client_assertion", jwt.serialize()))
                    .statusCode();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void is_fetched_once_and_remembered() {
        for (int i = 0; i < 3; i++) assertThat(status(first)).isEqualTo(200);
        assertThat(site.asked).hasValue(1);
        cardea.clock.advance(Published.FRESH);
        assertThat(status(first)).isEqualTo(200);
        assertThat(site.asked).hasValue(2);
    }

    @Test
    void is_fetched_again_for_a_key_that_is_not_known() {
        assertThat(status(first)).isEqualTo(200);
        publish(second);
        cardea.clock.advance(Published.PAUSE);
        assertThat(status(second)).isEqualTo(200);
        assertThat(status(first)).isEqualTo(401);
    }

    @Test
    void is_fetched_again_for_a_key_without_a_name() {
        assertThat(status(first)).isEqualTo(200);
        publish(second);
        cardea.clock.advance(Published.PAUSE);
        assertThat(status(second, null)).isEqualTo(200);
    }

    @Test
    void is_not_asked_by_everybody_who_makes_a_key_up() throws Exception {
        assertThat(status(first)).isEqualTo(200);
        for (int i = 0; i < 5; i++) assertThat(status(key("made-up-" + i))).isEqualTo(401);
        assertThat(status(second, "first")).isEqualTo(401); // a known key, a wrong signature
        assertThat(site.asked).hasValue(1);
        cardea.clock.advance(Published.PAUSE);
        for (int i = 0; i < 5; i++) assertThat(status(key("made-up-" + i))).isEqualTo(401);
        assertThat(site.asked).hasValue(2);
    }

    @Test
    void is_asked_once_by_many_at_the_same_time() throws InterruptedException {
        assertThat(Race.of(() -> status(first))).containsOnly(200);
        assertThat(site.asked).hasValue(1);
    }

    @Test
    void is_remembered_for_a_while_where_it_cannot_be_fetched() {
        assertThat(status(first)).isEqualTo(200);
        site.remove(PATH);
        cardea.clock.advance(Published.FRESH);
        assertThat(status(first)).isEqualTo(200);
        site.publish(PATH, "nonsense");
        cardea.clock.advance(Published.PAUSE);
        assertThat(status(first)).isEqualTo(200);
        cardea.clock.advance(Published.KEPT);
        assertThat(status(first)).isEqualTo(401);
        publish(first);
        cardea.clock.advance(Published.PAUSE);
        assertThat(status(first)).isEqualTo(200);
    }

    @Test
    void may_hold_keys_that_nobody_understands() { // RFC 7517 §5
        site.publish(PATH, "{\"keys\":[{\"kty\":\"XYZ\"},{\"kty\":\"RSA\"},7,{\"kty\":\"oct\",\"k\":\"AAAA\"},"
                + first.toPublicJWK().toJSONString() + "]}");
        assertThat(status(first)).isEqualTo(200);
    }

    @Test
    void gives_the_key_that_answers_are_encrypted_with() throws Exception {
        var tokens = cardea.tokensOf("reader");
        assertThat(opened(cardea.userinfo(tokens.get("access_token")).body(), first)).containsKey("sub");
        publish(new ECKey.Builder(first).keyUse(KeyUse.SIGNATURE).build(), second);
        cardea.clock.advance(Published.FRESH.minus(Duration.ofMinutes(1)));
        assertThat(opened(cardea.userinfo(tokens.get("access_token")).body(), first)).containsKey("sub");
        cardea.clock.advance(Duration.ofMinutes(1));
        var later = cardea.tokensOf("reader").get("access_token");
        assertThat(opened(cardea.userinfo(later).body(), second)).containsKey("sub");
    }

    @Test
    void that_gives_no_key_leaves_no_answer_readable() {
        site.remove(PATH);
        var parameters = TestCardea.request("client_id", "jarm", "response_mode", "jwt");
        var page = cardea.signedIn(TestCardea.ALICE).open(parameters);
        assertThat(page.statusCode()).as(page.body()).isGreaterThanOrEqualTo(400);
        assertThat(page.headers().firstValue("Location")).isEmpty();
        assertThat(page.body()).doesNotContain("response=");
    }

    private static Map<String, Object> opened(String body, ECKey key) throws Exception {
        var jwe = JWEObject.parse(body);
        jwe.decrypt(new ECDHDecrypter(key));
        return jwe.getPayload().toJSONObject();
    }

    @Test
    void that_is_private_is_not_asked_unless_allowed() {
        try (var careful = new TestCardea(TestCardea.client("reader", "userinfo_encrypted_response_alg: ECDH-ES,"
                + " jwks_uri: '" + site.address(PATH) + "'"))) {
            var answer = careful.userinfo(careful.tokensOf("reader").get("access_token"));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(json(answer)).containsEntry("error", "temporarily_unavailable");
            assertThat(site.asked).hasValue(0);
        }
    }
}
