package dev.cardea.client;

import com.nimbusds.jose.jwk.Curve;
import dev.cardea.TestCardea;
import dev.cardea.json.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.ISSUER;
import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.json;
import static dev.cardea.client.SignedAssertions.TYPE;
import static dev.cardea.client.SignedAssertions.assertThatRefused;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 7523 §3, OIDC Core §9: client authentication with a signed assertion")
class ClientAssertionTest {
    private static final String LONG_SECRET = "a-secret-long-enough-for-every-hash-0123456789-0123456789-0123456";
    private static final Map<String, TestKey> KEYS = new LinkedHashMap<>();
    private static TestCardea cardea;
    private static SignedAssertions assertions;

    @BeforeAll
    static void start() {
        var rsa = TestKey.pair("RSA", 2048);
        for (var algorithm : List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"))
            KEYS.put(algorithm, TestKey.rsa(algorithm, rsa));
        KEYS.put("ES256", TestKey.es256());
        KEYS.put("ES384", TestKey.ec("ES384", "secp384r1", Curve.P_384));
        KEYS.put("ES512", TestKey.ec("ES512", "secp521r1", Curve.P_521));
        KEYS.put("EdDSA", TestKey.edDsa());
        KEYS.put("stranger", TestKey.es256());
        var clients = new StringBuilder();
        KEYS.forEach((id, key) -> clients.append(client(id,
                "token_endpoint_auth_method: private_key_jwt, jwks: " + key.jwks())));
        for (var algorithm : List.of("HS256", "HS384", "HS512")) {
            KEYS.put(algorithm, TestKey.secret(algorithm, LONG_SECRET));
            clients.append(client(algorithm, "token_endpoint_auth_method: client_secret_jwt, client_secret: "
                    + LONG_SECRET));
        }
        clients.append(client("only", "token_endpoint_auth_method: private_key_jwt,"
                + " token_endpoint_auth_signing_alg: PS256, jwks: " + KEYS.get("RS256").jwks()));
        clients.append(client("two", "token_endpoint_auth_method: private_key_jwt, jwks: {\"keys\": ["
                + KEYS.get("ES256").jwk() + "," + KEYS.get("EdDSA").jwk() + "]}"));
        cardea = new TestCardea(clients.toString());
        assertions = new SignedAssertions(cardea);
    }

    private static String client(String id, String settings) {
        return "  - { client_id: %s, grant_types: [client_credentials], response_types: [], scope: orders, %s }\n"
                .formatted(id, settings);
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    /// So that the refusals of one test do not count for the next.
    @BeforeEach
    void wait_a_minute() {
        cardea.clock.advance(Duration.ofSeconds(61));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
            "HS256", "HS384", "HS512" })
    void is_accepted_with_every_algorithm_on_offer(String algorithm) {
        var response = assertions.asked(KEYS.get(algorithm).sign(assertions.claims(algorithm)));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(TestCardea.claims(json(response).get("access_token"))).containsEntry("sub", algorithm);
    }

    static List<Map.Entry<String, Object>> acceptable() {
        return List.of(
                Map.entry("aud", ISSUER),
                Map.entry("aud", List.of(ISSUER + "/oauth2/token")),
                Map.entry("aud", List.of("https://other.example", ISSUER)),
                Map.entry("exp", 55L * 60),
                Map.entry("exp", -8L), // clocks differ
                Map.entry("nbf", 8L),
                Map.entry("iat", 8L),
                Map.entry("iat", -3000L),
                Map.entry("unknown", Map.of("a", 1)));
    }

    @ParameterizedTest
    @MethodSource("acceptable")
    void is_accepted_with_any_claim_that_holds(Map.Entry<String, Object> claim) {
        var value = claim.getValue() instanceof Long seconds
                ? Long.valueOf(assertions.now() + seconds)
                : claim.getValue();
        assertThat(
                assertions.asked(KEYS.get("ES256").sign(assertions.with("ES256", claim.getKey(), value))).statusCode())
                .isEqualTo(200);
    }

    /// Numbers are seconds from now. An empty text stands for a claim that is not there.
    static List<Map.Entry<String, Object>> unacceptable() {
        return List.of(
                Map.entry("aud", ""),
                Map.entry("aud", "https://other.example"),
                Map.entry("aud", ISSUER + ".evil.example"),
                Map.entry("aud", ISSUER + "/"),
                Map.entry("aud", List.of()),
                Map.entry("aud", Map.of("a", ISSUER)),
                Map.entry("iss", ""),
                Map.entry("iss", "other"),
                Map.entry("iss", ISSUER),
                Map.entry("sub", ""),
                Map.entry("sub", "other"),
                Map.entry("sub", "nobody"),
                Map.entry("sub", List.of("ES256")),
                Map.entry("exp", ""),
                Map.entry("exp", -11L),
                Map.entry("exp", -3600L),
                Map.entry("exp", 2L * 3600),
                Map.entry("exp", 10L * 365 * 24 * 3600),
                Map.entry("exp", "2999-01-01"),
                Map.entry("exp", List.of(1)),
                Map.entry("exp", Map.of()),
                Map.entry("nbf", 120L),
                Map.entry("nbf", "soon"),
                Map.entry("iat", 120L),
                Map.entry("iat", true),
                Map.entry("jti", ""),
                Map.entry("jti", List.of("a")));
    }

    @ParameterizedTest
    @MethodSource("unacceptable")
    void is_refused_with_a_claim_that_does_not_hold(Map.Entry<String, Object> claim) {
        var value = claim.getValue() instanceof Long seconds
                ? Long.valueOf(assertions.now() + seconds)
                : claim.getValue();
        var claims = assertions.with("ES256", claim.getKey(), "".equals(value) ? null : value);
        assertThatRefused(assertions.asked(KEYS.get("ES256").sign(claims)));
    }

    @Test
    void is_refused_without_jti_or_with_an_empty_one() { // single use needs a name
        assertThatRefused(assertions.asked(KEYS.get("ES256").sign(assertions.with("ES256", "jti", null))));
        assertThatRefused(assertions.asked(KEYS.get("ES256")
                .sign("{\"alg\":\"ES256\"}", Json.text(
                        assertions.with("ES256", "jti", "")))));
    }

    @Test
    void is_good_once() { // RFC 7523 §3 item 7
        var assertion = KEYS.get("ES256").sign(assertions.claims("ES256"));
        assertThat(assertions.asked(assertion).statusCode()).isEqualTo(200);
        assertThatRefused(assertions.asked(assertion));
        assertThatRefused(assertions.sent("/oauth2/introspect", assertion));
        assertThatRefused(assertions.sent("/oauth2/revoke", assertion));
    }

    @Test
    void is_good_once_wherever_it_is_used_first() {
        for (var path : List.of("/oauth2/introspect", "/oauth2/revoke")) {
            var assertion = KEYS.get("EdDSA").sign(assertions.claims("EdDSA"));
            assertThat(assertions.sent(path, assertion).statusCode()).isEqualTo(200);
            assertThatRefused(assertions.asked(assertion));
        }
    }

    @Test
    void is_still_spent_at_the_end_of_its_life_and_the_id_is_its_clients_own() {
        var claims = assertions.claims("ES256");
        assertThat(assertions.asked(KEYS.get("ES256").sign(claims)).statusCode()).isEqualTo(200);
        cardea.clock.advance(Duration.ofSeconds(65));
        cardea.server.stores().deleteExpired(cardea.clock.instant());
        assertThatRefused(assertions.asked(KEYS.get("ES256").sign(claims)));
        claims.put("exp", assertions.now() + 60);
        assertThatRefused(assertions.asked(KEYS.get("ES256").sign(claims)));
        var others = assertions.with("stranger", "jti", claims.get("jti"));
        assertThat(assertions.asked(KEYS.get("stranger").sign(others)).statusCode()).isEqualTo(200);
    }

    @Test
    void is_accepted_from_exactly_one_of_64_at_once() throws Exception {
        var assertion = KEYS.get("RS256").sign(assertions.claims("RS256"));
        var paths = List.of("/oauth2/token", "/oauth2/introspect", "/oauth2/revoke");
        var calls = new ArrayList<Callable<HttpResponse<String>>>();
        for (int i = 0; i < 64; i++) {
            var path = paths.get(i % 3);
            calls.add(() -> assertions.sent(path, assertion));
        }
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses = callers.invokeAll(calls).stream().map(Future::resultNow).map(HttpResponse::statusCode);
            // Some of the others may meet the bound on guessing instead.
            assertThat(statuses.toList()).containsOnlyOnce(200)
                    .hasSize(64)
                    .allMatch(
                            status -> List.of(200, 401, 429).contains(status));
        }
    }

    @Test
    void is_not_accepted_from_nobody_in_particular() { // RFC 8725 §3.1
        for (var alg : List.of("none", "None", "NONE", "nOnE", ""))
            for (var end : List.of("", ".", ".AAAA")) {
                var parts = KEYS.get("ES256").sign(Map.of("alg", alg), assertions.claims("ES256")).split("\\.");
                assertThatRefused(assertions.asked(parts[0] + "." + parts[1] + end));
            }
    }

    @Test
    void is_not_accepted_with_the_public_key_as_secret() { // RFC 8725 §2.1
        var key = KEYS.get("RS256");
        var der = key.publicKey.getEncoded();
        var pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder(64, new byte[]{'\n' }).encodeToString(der)
                + "\n-----END PUBLIC KEY-----";
        var secrets = List.of(der, utf8(pem), utf8(pem + "\n"), utf8(key.jwk()), utf8(key.jwks()), utf8("RS256"),
                utf8(ISSUER));
        for (var secret : secrets)
            for (var alg : List.of("HS256", "HS512"))
                assertThatRefused(assertions
                        .asked(TestKey.secret(alg, secret).sign(Map.of("kid", "RS256"), assertions.claims("RS256"))));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"stranger,ES256", "ES256,stranger", "HS256,ES256", "ES256,HS256", "RS256,PS256", "EdDSA,ES256",
            "HS256,machine", "RS256,only", "ES256,spa", "ES256,nobody" })
    void is_not_accepted_for_another_client(String signer, String client) {
        if (signer.equals("RS256") && client.equals("PS256")) {
            // one RSA key may do both, unless an algorithm is registered
            assertThat(assertions.asked(KEYS.get(signer).sign(assertions.claims(client))).statusCode()).isEqualTo(200);
            return;
        }
        assertThatRefused(assertions.asked(KEYS.get(signer).sign(assertions.claims(client))));
    }

    @Test
    void has_the_registered_algorithm_where_there_is_one() {
        assertThat(assertions.asked(KEYS.get("PS256").sign(assertions.claims("only"))).statusCode()).isEqualTo(200);
        assertThatRefused(assertions.asked(KEYS.get("PS512").sign(assertions.claims("only"))));
        assertThatRefused(assertions.asked(KEYS.get("RS256").sign(assertions.claims("only"))));
    }

    @Test
    void names_its_key_or_leaves_it_to_the_server() {
        for (var key : List.of("ES256", "EdDSA")) {
            assertThat(assertions.asked(KEYS.get(key).sign(assertions.claims("two"))).statusCode()).isEqualTo(200);
            assertThat(assertions.asked(KEYS.get(key).sign(Map.of("kid", key), assertions.claims("two"))).statusCode())
                    .isEqualTo(200);
        }
        assertThatRefused(assertions.asked(KEYS.get("ES256").sign(Map.of("kid", "EdDSA"), assertions.claims("two"))));
    }

    @Test
    void comes_with_its_type_and_alone() { // RFC 7521 §4.2
        var key = KEYS.get("ES256");
        for (var type : List.of("", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer", TYPE.toUpperCase()))
            assertThat(
                    assertions.asked(key.sign(assertions.claims("ES256")), "client_assertion_type", type).statusCode())
                    .isEqualTo(400);
        assertThat(assertions.asked(key.sign(assertions.claims("ES256")), "client_id", "ES256").statusCode())
                .isEqualTo(200);
        assertThatRefused(assertions.asked(key.sign(assertions.claims("ES256")), "client_id", "other"));
        assertThat(json(
                assertions.asked(key.sign(assertions.claims("ES256")), "client_id", "ES256", "client_secret", SECRET)))
                .containsEntry("error", "invalid_request");
        var both = cardea.post("/oauth2/token", Map.of("grant_type", "client_credentials", "client_assertion_type",
                TYPE, "client_assertion", key.sign(assertions.claims("ES256"))), "Authorization",
                basic("machine", SECRET));
        assertThat(json(both)).containsEntry("error", "invalid_request");
    }

    @Test
    void is_the_only_way_for_a_client_registered_for_it() {
        assertThat(cardea.post("/oauth2/token", Map.of("grant_type", "client_credentials"), "Authorization",
                basic("HS256", LONG_SECRET)).statusCode()).isEqualTo(401);
        assertThatRefused(cardea.post("/oauth2/token", Map.of("grant_type", "client_credentials", "client_id", "HS256",
                "client_secret", LONG_SECRET)));
        assertThatRefused(cardea.post("/oauth2/token", Map.of("grant_type", "client_credentials", "client_id",
                "ES256")));
    }
}
