package dev.cardea.client;

import dev.cardea.TestCardea;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 6749 §2.3 client authentication with a secret, or without one")
class ClientSecretAuthenticationTest {
    private static final String ODD_ID = "my app:50%+/?#";
    private static final String ODD_SECRET = "a secret: 100%+&=;\\\"~ with everything";
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        var machine = "grant_types: [client_credentials], response_types: [], scope: orders";
        cardea = new TestCardea(
                """
                          - { client_id: '%s', client_secret: '%s', %s }
                          - { client_id: posting, client_secret: posting-0123456789, token_endpoint_auth_method: client_secret_post, %s }
                          - { client_id: disabled, client_secret: %s, enabled: false, %s }
                          - { client_id: guessed, client_secret: %s, %s }
                        """
                        .formatted(ODD_ID, ODD_SECRET, machine, machine, SECRET, machine, SECRET, machine));
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

    /// @param parameters `name=value`
    private static HttpResponse<String> asked(String authorization, String... parameters) {
        var form = new LinkedHashMap<>(Map.of("grant_type", "client_credentials"));
        for (var parameter : parameters) {
            var pair = parameter.split("=", 2);
            form.put(pair[0], pair[1]);
        }
        return authorization.isEmpty()
                ? cardea.post("/oauth2/token", form)
                : cardea.post("/oauth2/token", form, "Authorization", authorization);
    }

    private static void assertThatRefused(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(401);
        assertThat(json(response)).containsEntry("error", "invalid_client");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        // §5.2: the challenge is for the client that used the header
        var header = response.request().headers().firstValue("Authorization").isPresent();
        assertThat(response.headers().allValues("WWW-Authenticate"))
                .isEqualTo(header ? List.of("Basic realm=\"cardea\"") : List.of());
    }

    @Test
    void accepts_id_and_secret_in_the_header() { // §2.3.1
        assertThat(asked(basic("machine", SECRET)).statusCode()).isEqualTo(200);
        assertThat(asked(basic("machine", SECRET).replace("Basic", "bASIC")).statusCode()).isEqualTo(200);
    }

    @Test
    void decodes_id_and_secret_in_the_header_as_a_form() { // §2.3.1
        var header = basic(URLEncoder.encode(ODD_ID, StandardCharsets.UTF_8),
                URLEncoder.encode(ODD_SECRET, StandardCharsets.UTF_8));
        assertThat(asked(header).statusCode()).isEqualTo(200);
        assertThatRefused(asked(basic(ODD_ID, ODD_SECRET)));
    }

    @Test
    void accepts_id_and_secret_in_the_body() { // §2.3.1
        assertThat(asked("", "client_id=posting", "client_secret=posting-0123456789").statusCode()).isEqualTo(200);
    }

    @Test
    void accepts_the_same_client_id_beside_the_header() {
        assertThat(asked(basic("machine", SECRET), "client_id=machine").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"machine,wrong-secret-0123", "machine,''", "nobody," + SECRET, "posting,posting-0123456789",
            "spa,''", "spa," + SECRET, "disabled," + SECRET, "Machine," + SECRET, "machine," + SECRET + "x",
            "machine,app-secret-012345678", "machine,APP-SECRET-0123456789", "machine,posting-0123456789",
            "%6dachine%00," + SECRET, "%00," + SECRET, "%C3%A4," + SECRET })
    void refuses_in_the_header(String client, String secret) {
        assertThatRefused(asked(basic(client, secret)));
    }

    @ParameterizedTest
    @CsvSource({"posting,wrong-secret-0123", "nobody,posting-0123456789", "machine," + SECRET, "spa," + SECRET,
            "posting," + SECRET, "disabled," + SECRET })
    void refuses_in_the_body(String client, String secret) {
        assertThatRefused(asked("", "client_id=" + client, "client_secret=" + secret));
    }

    @ParameterizedTest
    @ValueSource(strings = {"machine", "posting", "nobody", "disabled", "spa ", "ä" })
    void refuses_a_client_that_proves_nothing(String client) { // §3.2.1
        assertThatRefused(asked("", "client_id=" + client));
    }

    @Test
    void refuses_a_request_from_nobody() {
        assertThatRefused(asked(""));
        assertThatRefused(asked("", "client_id="));
    }

    @Test
    void accepts_a_public_client_that_names_itself_and_nothing_else() { // §2.1
        var answer = asked("", "client_id=spa", "grant_type=refresh_token", "refresh_token=x");
        assertThat(json(answer)).containsEntry("error", "invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic ", "Basic !!!", "Basic bm9jb2xvbg==", "Basic OnNlY3JldA==",
            "Basic JXp6OnNlY3JldA==", "Basic //79", "Bearer abc", "Digest username=\"machine\"", "machine",
            "Basicx y" })
    void refuses_a_malformed_header(String header) {
        assertThatRefused(asked(header));
        assertThatRefused(asked(header, "client_id=spa"));
    }

    @Test
    void refuses_two_headers() {
        var response = cardea.post("/oauth2/token", Map.of("grant_type", "client_credentials"),
                "Authorization", basic("machine", SECRET), "Authorization", basic("machine", SECRET));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response)).containsEntry("error", "invalid_request");
    }

    @Test
    void refuses_two_methods_at_once() { // §2.3: MUST NOT
        for (var second : List.of("client_secret=" + SECRET, "client_secret=x")) {
            var response = asked(basic("machine", SECRET), "client_id=machine", second);
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(json(response)).containsEntry("error", "invalid_request");
        }
    }

    @Test
    void refuses_another_client_id_beside_the_header() {
        assertThatRefused(asked(basic("machine", SECRET), "client_id=app"));
    }

    @Test
    void answers_alike_whatever_was_wrong() { // nobody is to learn which clients exist
        var answers = new ArrayList<HttpResponse<String>>();
        for (var pair : List.of("nobody", "machine", "disabled", "posting", "spa"))
            answers.add(asked(basic(pair, "wrong-secret-0123")));
        assertThat(answers).extracting(answer -> {
            var body = json(answer);
            body.remove("error_id"); // names the request, whatever was wrong with it
            return body;
        })
                .containsOnly(Map.of("error", "invalid_client", "error_description",
                        json(answers.getFirst()).get("error_description")));
        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(401);
    }

    @Test
    void holds_for_introspection_and_revocation_too() { // RFC 7662 §2.1, RFC 7009 §2.1
        for (var path : List.of("/oauth2/introspect", "/oauth2/revoke")) {
            var refused = cardea.post(path, Map.of("token", "x"), "Authorization", basic("machine", "wrong"));
            assertThatRefused(refused);
            assertThatRefused(cardea.post(path, Map.of("token", "x")));
            assertThat(cardea.post(path, Map.of("token", "x"), "Authorization", basic("machine", SECRET)).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void slows_guessing_down() { // §2.3.1, §10.10
        var statuses = new ArrayList<Integer>();
        HttpResponse<String> last;
        do {
            last = asked(basic("guessed", "wrong-secret-" + statuses.size()));
            statuses.add(last.statusCode());
        } while (last.statusCode() == 401 && statuses.size() < 1000);
        assertThat(statuses).hasSizeBetween(5, 100);
        assertThat(last.statusCode()).isEqualTo(429); // RFC 6585 §4
        assertThat(last.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(Integer.parseInt(last.headers().firstValue("Retry-After").orElseThrow())).isEqualTo(60);
        cardea.clock.advance(Duration.ofSeconds(20));
        last = asked(basic("guessed", SECRET));
        assertThat(last.headers().firstValue("Retry-After")).hasValue("40");
        assertThat(asked(basic("guessed", SECRET)).statusCode()).isEqualTo(last.statusCode());
        assertThat(asked(basic("machine", SECRET)).statusCode()).isEqualTo(200);
        cardea.clock.advance(Duration.ofSeconds(41));
        assertThat(asked(basic("guessed", SECRET)).statusCode()).isEqualTo(200);
    }

    @Test
    void survives_every_single_byte_in_the_header() {
        for (int b = 0; b < 256; b++) {
            var pair = ("machine:" + SECRET).getBytes(StandardCharsets.UTF_8);
            var changed = Arrays.copyOf(pair, pair.length + 1);
            changed[pair.length] = (byte) b;
            if (b % 20 == 0) wait_a_minute();
            assertThatRefused(asked("Basic " + Base64.getEncoder().encodeToString(changed)));
        }
    }
}
