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
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
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
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 7523 §3, OIDC Core §9: client authentication with a signed assertion")
class ClientAssertionTest {
    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final String LONG_SECRET = "a-secret-long-enough-for-every-hash-0123456789-0123456789-0123456";
    private static final Map<String, TestKey> KEYS = new LinkedHashMap<>();
    private static TestCardea cardea;

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

    private static long now() {
        return cardea.clock.instant().getEpochSecond();
    }

    private static Map<String, Object> claims(String client) {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", client);
        claims.put("sub", client);
        claims.put("aud", ISSUER + "/oauth2/token");
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", now());
        claims.put("exp", now() + 60);
        return claims;
    }

    private static Map<String, Object> with(String client, String name, Object value) {
        var claims = claims(client);
        if (value == null) claims.remove(name);
        else
            claims.put(name, value);
        return claims;
    }

    private static HttpResponse<String> asked(String assertion, String... more) {
        return sent("/oauth2/token", assertion, more);
    }

    private static HttpResponse<String> sent(String path, String assertion, String... more) {
        var form = new LinkedHashMap<>(Map.of("grant_type", "client_credentials", "token", "x",
                "client_assertion_type", TYPE, "client_assertion", assertion));
        for (int i = 0; i < more.length; i += 2) form.put(more[i], more[i + 1]);
        return cardea.post(path, form);
    }

    private static void assertThatRefused(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(401);
        assertThat(json(response)).containsEntry("error", "invalid_client");
        assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
            "HS256", "HS384", "HS512" })
    void is_accepted_with_every_algorithm_on_offer(String algorithm) {
        var response = asked(KEYS.get(algorithm).sign(claims(algorithm)));
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
        var value = claim.getValue() instanceof Long seconds ? Long.valueOf(now() + seconds) : claim.getValue();
        assertThat(asked(KEYS.get("ES256").sign(with("ES256", claim.getKey(), value))).statusCode()).isEqualTo(200);
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
        var value = claim.getValue() instanceof Long seconds ? Long.valueOf(now() + seconds) : claim.getValue();
        var claims = with("ES256", claim.getKey(), "".equals(value) ? null : value);
        assertThatRefused(asked(KEYS.get("ES256").sign(claims)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "1e400", "-1e400", "9223372036854775807", "18446744073709551617", "null", "[]",
            "\"1e3\"", "NaN", "1.0e", "0x7fffffff" })
    void is_refused_with_a_strange_expiry(String exp) {
        var claims = "{\"iss\":\"ES256\",\"sub\":\"ES256\",\"aud\":\"" + ISSUER + "\",\"jti\":\"" + exp.hashCode()
                + "\",\"exp\":" + exp + "}";
        assertThatRefused(asked(KEYS.get("ES256").sign("{\"alg\":\"ES256\"}", claims)));
    }

    @Test
    void is_refused_without_jti_or_with_an_empty_one() { // single use needs a name
        assertThatRefused(asked(KEYS.get("ES256").sign(with("ES256", "jti", null))));
        assertThatRefused(asked(KEYS.get("ES256")
                .sign("{\"alg\":\"ES256\"}", Json.text(
                        with("ES256", "jti", "")))));
    }

    @Test
    void is_good_once() { // RFC 7523 §3 item 7
        var assertion = KEYS.get("ES256").sign(claims("ES256"));
        assertThat(asked(assertion).statusCode()).isEqualTo(200);
        assertThatRefused(asked(assertion));
        assertThatRefused(sent("/oauth2/introspect", assertion));
        assertThatRefused(sent("/oauth2/revoke", assertion));
    }

    @Test
    void is_good_once_wherever_it_is_used_first() {
        for (var path : List.of("/oauth2/introspect", "/oauth2/revoke")) {
            var assertion = KEYS.get("EdDSA").sign(claims("EdDSA"));
            assertThat(sent(path, assertion).statusCode()).isEqualTo(200);
            assertThatRefused(asked(assertion));
        }
    }

    @Test
    void is_still_spent_at_the_end_of_its_life_and_the_id_is_its_clients_own() {
        var claims = claims("ES256");
        assertThat(asked(KEYS.get("ES256").sign(claims)).statusCode()).isEqualTo(200);
        cardea.clock.advance(Duration.ofSeconds(65));
        cardea.server.stores().deleteExpired(cardea.clock.instant());
        assertThatRefused(asked(KEYS.get("ES256").sign(claims)));
        claims.put("exp", now() + 60);
        assertThatRefused(asked(KEYS.get("ES256").sign(claims)));
        var others = with("stranger", "jti", claims.get("jti"));
        assertThat(asked(KEYS.get("stranger").sign(others)).statusCode()).isEqualTo(200);
    }

    @Test
    void is_accepted_from_exactly_one_of_64_at_once() throws Exception {
        var assertion = KEYS.get("RS256").sign(claims("RS256"));
        var paths = List.of("/oauth2/token", "/oauth2/introspect", "/oauth2/revoke");
        var calls = new ArrayList<Callable<HttpResponse<String>>>();
        for (int i = 0; i < 64; i++) {
            var path = paths.get(i % 3);
            calls.add(() -> sent(path, assertion));
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
                var parts = KEYS.get("ES256").sign(Map.of("alg", alg), claims("ES256")).split("\\.");
                assertThatRefused(asked(parts[0] + "." + parts[1] + end));
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
                assertThatRefused(asked(TestKey.secret(alg, secret).sign(Map.of("kid", "RS256"), claims("RS256"))));
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
            assertThat(asked(KEYS.get(signer).sign(claims(client))).statusCode()).isEqualTo(200);
            return;
        }
        assertThatRefused(asked(KEYS.get(signer).sign(claims(client))));
    }

    @Test
    void has_the_registered_algorithm_where_there_is_one() {
        assertThat(asked(KEYS.get("PS256").sign(claims("only"))).statusCode()).isEqualTo(200);
        assertThatRefused(asked(KEYS.get("PS512").sign(claims("only"))));
        assertThatRefused(asked(KEYS.get("RS256").sign(claims("only"))));
    }

    @Test
    void names_its_key_or_leaves_it_to_the_server() {
        for (var key : List.of("ES256", "EdDSA")) {
            assertThat(asked(KEYS.get(key).sign(claims("two"))).statusCode()).isEqualTo(200);
            assertThat(asked(KEYS.get(key).sign(Map.of("kid", key), claims("two"))).statusCode()).isEqualTo(200);
        }
        assertThatRefused(asked(KEYS.get("ES256").sign(Map.of("kid", "EdDSA"), claims("two"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"../../../dev/null\"", "\"' OR 1=1--\"", "\"|id\"", "\"stranger\"", "[\"ES256\"]", "{}",
            "1",
            "\"\"", "\"\\u0000\"" })
    void is_refused_with_a_strange_kid(String kid) {
        assertThatRefused(asked(KEYS.get("ES256")
                .sign("{\"alg\":\"ES256\",\"kid\":" + kid + "}",
                        Json.text(claims("ES256")))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"crit\":[\"exp\"]", "\"crit\":[\"unknown\"],\"unknown\":1", "\"crit\":[]",
            "\"crit\":[\"alg\"]", "\"b64\":false", "\"b64\":false,\"crit\":[\"b64\"]", "\"crit\":\"b64\"",
            "\"alg\":\"ES256\"", "\"zip\":\"DEF\",\"crit\":[\"zip\"]" })
    void is_refused_with_a_header_that_asks_for_more(String members) { // RFC 7515 §4.1.11, RFC 7797 §6
        assertThatRefused(asked(KEYS.get("ES256")
                .sign("{\"alg\":\"ES256\"," + members + "}",
                        Json.text(claims("ES256")))));
    }

    static List<UnaryOperator<String>> misspelled() {
        return List.of(
                json -> json.replaceFirst("\\{", "{\"sub\":\"app\",\"alg\":\"ES256\","),
                json -> json + "}",
                json -> json + " x",
                json -> "\ufeff" + json,
                json -> "[" + json + "]",
                json -> "/* */" + json,
                json -> json.replace('"', '\''),
                json -> json.replaceFirst("}$", ",}"),
                json -> json.replaceFirst("}$", ",\"a\":NaN}"),
                json -> json.replaceFirst("\\{", "{\"a\":" + "[".repeat(500) + "]".repeat(500) + ","),
                json -> "",
                json -> "null",
                json -> "\"" + json.replace("\"", "\\\"") + "\"");
    }

    @ParameterizedTest
    @MethodSource("misspelled")
    void is_refused_where_readers_of_json_could_differ(UnaryOperator<String> change) { // RFC 8725 §3.7
        var json = Json.text(claims("ES256"));
        assertThatRefused(asked(KEYS.get("ES256").sign("{\"alg\":\"ES256\"}", change.apply(json))));
        assertThatRefused(asked(KEYS.get("ES256").sign(change.apply("{\"alg\":\"ES256\"}"), json)));
    }

    @Test
    void is_refused_in_any_other_spelling_of_base64() {
        var key = KEYS.get("ES256");
        var parts = key.sign(claims("ES256")).split("\\.");
        for (var spelled : List.of(parts[2] + "=", parts[2] + "==", " " + parts[2], parts[2] + "\n", parts[2] + "A",
                parts[2] + ".", parts[2] + ".AAAA", parts[2].substring(1), ""))
            assertThatRefused(asked(parts[0] + "." + parts[1] + "." + spelled));
        assertThatRefused(asked(key.signParts(parts[0] + "=", parts[1])));
        assertThatRefused(asked(key.signParts(parts[0], parts[1] + "=")));
        assertThatRefused(asked(key.signParts(parts[0], " " + parts[1])));
        assertThat(asked(String.join(".", parts)).statusCode()).isEqualTo(200);
    }

    @Test
    void is_refused_where_it_is_too_long() {
        assertThatRefused(asked(KEYS.get("ES256").sign(with("ES256", "padding", "x".repeat(8_000)))));
        assertThatRefused(asked(KEYS.get("ES256").sign(Map.of("kid", "x".repeat(20_000)), claims("ES256"))));
    }

    @Test
    void is_refused_whatever_single_character_is_changed() {
        var random = new Random(7);
        var characters = "ABCZaz09-_.=+/ ä{";
        for (int i = 0; i < 400; i++) {
            if (i % 25 == 0) wait_a_minute();
            var assertion = new StringBuilder(KEYS.get("ES256").sign(claims("ES256")));
            int at = random.nextInt(assertion.length());
            char was = assertion.charAt(at);
            char is = characters.charAt(random.nextInt(characters.length()));
            if (was == is) continue;
            assertion.setCharAt(at, is);
            assertThatRefused(asked(assertion.toString()));
        }
    }

    @Test
    void comes_with_its_type_and_alone() { // RFC 7521 §4.2
        var key = KEYS.get("ES256");
        for (var type : List.of("", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer", TYPE.toUpperCase()))
            assertThat(asked(key.sign(claims("ES256")), "client_assertion_type", type).statusCode()).isEqualTo(400);
        assertThat(asked(key.sign(claims("ES256")), "client_id", "ES256").statusCode()).isEqualTo(200);
        assertThatRefused(asked(key.sign(claims("ES256")), "client_id", "other"));
        assertThat(json(asked(key.sign(claims("ES256")), "client_id", "ES256", "client_secret", SECRET)))
                .containsEntry("error", "invalid_request");
        var both = cardea.post("/oauth2/token", Map.of("grant_type", "client_credentials", "client_assertion_type",
                TYPE, "client_assertion", key.sign(claims("ES256"))), "Authorization", basic("machine", SECRET));
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
