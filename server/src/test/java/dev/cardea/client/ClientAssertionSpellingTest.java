package dev.cardea.client;

import dev.cardea.TestCardea;
import dev.cardea.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.ISSUER;
import static dev.cardea.TestCardea.json;
import static dev.cardea.client.SignedAssertions.assertThatRefused;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 7515 §7.1, RFC 8725 §3: assertions that are spelled strangely")
class ClientAssertionSpellingTest {
    private static final TestKey KEY = TestKey.es256();
    private static TestCardea cardea;
    private static SignedAssertions assertions;

    @BeforeAll
    static void start() {
        cardea = new TestCardea("""
                  - { client_id: ES256, grant_types: [client_credentials], response_types: [], scope: orders,
                      token_endpoint_auth_method: private_key_jwt, jwks: %s }
                """.formatted(KEY.jwks()));
        assertions = new SignedAssertions(cardea);
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
    @ValueSource(strings = {"-1", "0", "1e400", "-1e400", "9223372036854775807", "18446744073709551617", "null", "[]",
            "\"1e3\"", "NaN", "1.0e", "0x7fffffff" })
    void is_refused_with_a_strange_expiry(String exp) {
        var claims = "{\"iss\":\"ES256\",\"sub\":\"ES256\",\"aud\":\"" + ISSUER + "\",\"jti\":\"" + exp.hashCode()
                + "\",\"exp\":" + exp + "}";
        assertThatRefused(assertions.asked(KEY.sign("{\"alg\":\"ES256\"}", claims)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"../../../dev/null\"", "\"' OR 1=1--\"", "\"|id\"", "\"stranger\"", "[\"ES256\"]", "{}",
            "1",
            "\"\"", "\"\\u0000\"" })
    void is_refused_with_a_strange_kid(String kid) {
        assertThatRefused(assertions.asked(KEY
                .sign("{\"alg\":\"ES256\",\"kid\":" + kid + "}",
                        Json.text(assertions.claims("ES256")))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"crit\":[\"exp\"]", "\"crit\":[\"unknown\"],\"unknown\":1", "\"crit\":[]",
            "\"crit\":[\"alg\"]", "\"b64\":false", "\"b64\":false,\"crit\":[\"b64\"]", "\"crit\":\"b64\"",
            "\"alg\":\"ES256\"", "\"zip\":\"DEF\",\"crit\":[\"zip\"]" })
    void is_refused_with_a_header_that_asks_for_more(String members) { // RFC 7515 §4.1.11, RFC 7797 §6
        assertThatRefused(assertions.asked(KEY
                .sign("{\"alg\":\"ES256\"," + members + "}",
                        Json.text(assertions.claims("ES256")))));
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
        var json = Json.text(assertions.claims("ES256"));
        assertThatRefused(assertions.asked(KEY.sign("{\"alg\":\"ES256\"}", change.apply(json))));
        assertThatRefused(assertions.asked(KEY.sign(change.apply("{\"alg\":\"ES256\"}"), json)));
    }

    @Test
    void is_refused_in_any_other_spelling_of_base64() {
        var key = KEY;
        var parts = key.sign(assertions.claims("ES256")).split("\\.");
        for (var spelled : List.of(parts[2] + "=", parts[2] + "==", " " + parts[2], parts[2] + "\n", parts[2] + "A",
                parts[2] + ".", parts[2] + ".AAAA", parts[2].substring(1), ""))
            assertThatRefused(assertions.asked(parts[0] + "." + parts[1] + "." + spelled));
        assertThatRefused(assertions.asked(key.signParts(parts[0] + "=", parts[1])));
        assertThatRefused(assertions.asked(key.signParts(parts[0], parts[1] + "=")));
        assertThatRefused(assertions.asked(key.signParts(parts[0], " " + parts[1])));
        assertThat(assertions.asked(String.join(".", parts)).statusCode()).isEqualTo(200);
    }

    @Test
    void is_refused_where_it_is_too_long() {
        assertThatRefused(assertions.asked(KEY.sign(assertions.with("ES256", "padding", "x".repeat(8_000)))));
        assertThatRefused(assertions.asked(KEY.sign(Map.of("kid", "x".repeat(20_000)), assertions.claims("ES256"))));
    }

    @Test
    void is_refused_whatever_single_character_is_changed() {
        var random = new Random(7);
        var characters = "ABCZaz09-_.=+/ ä{";
        for (int i = 0; i < 400; i++) {
            if (i % 25 == 0) wait_a_minute();
            var assertion = new StringBuilder(KEY.sign(assertions.claims("ES256")));
            int at = random.nextInt(assertion.length());
            char was = assertion.charAt(at);
            char is = characters.charAt(random.nextInt(characters.length()));
            if (was == is) continue;
            assertion.setCharAt(at, is);
            assertThatRefused(assertions.asked(assertion.toString()));
        }
    }
}
