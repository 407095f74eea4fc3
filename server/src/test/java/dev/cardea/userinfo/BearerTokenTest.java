package dev.cardea.userinfo;

import dev.cardea.TestCardea;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 6750 §2 sending a bearer token, §3 the challenge")
class BearerTokenTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static TestCardea cardea;
    private static Map<String, Object> tokens;
    private static String token;

    @BeforeAll
    static void start() {
        cardea = new TestCardea();
        tokens = cardea.givenTokens();
        token = (String) tokens.get("access_token");
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static void assertThatRefused(HttpResponse<String> response, int status, String error) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(json(response)).containsEntry("error", error);
        assertThat(response.headers().firstValue("WWW-Authenticate").orElse(""))
                .startsWith("Bearer error=\"" + error + "\", error_description=\"");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    private static void assertThatChallenged(HttpResponse<String> response) { // §3.1: no error without a token
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().allValues("WWW-Authenticate")).hasSize(2)
                .contains("Bearer realm=\"cardea\"")
                .noneMatch(challenge -> challenge.contains("error"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "bearer", "BEARER" })
    void takes_the_header(String scheme) { // §2.1
        assertThat(cardea.get("/userinfo", "Authorization", scheme + " " + token).statusCode()).isEqualTo(200);
        assertThat(cardea.post("/userinfo", Map.of(), "Authorization", scheme + " " + token).statusCode())
                .isEqualTo(200);
        assertThat(cardea.send("POST", "/userinfo", "", "Authorization", scheme + " " + token).statusCode())
                .isEqualTo(200);
    }

    @Test
    void takes_the_form() { // §2.2
        assertThat(cardea.post("/userinfo", Map.of("access_token", token)).statusCode()).isEqualTo(200);
    }

    @Test
    void takes_the_header_beside_a_body_of_another_type() { // §2.2: such a body is none of its business
        assertThat(cardea.send("POST", "/userinfo", "{\"access_token\":\"x\"}", "Authorization", "Bearer " + token,
                "Content-Type", "application/json").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "multipart/form-data; boundary=x" })
    void finds_no_token_in_a_body_of_another_type(String type) {
        assertThatChallenged(cardea.send("POST", "/userinfo", "access_token=" + token, "Content-Type", type));
    }

    @Test
    void finds_no_token_in_the_query() { // §2.3, RFC 9700 §4.3.2
        assertThatChallenged(cardea.get("/userinfo?access_token=" + token));
        assertThatChallenged(cardea.send("POST", "/userinfo?access_token=" + token, "", "Content-Type", FORM));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic YTpi", "DPoPx y", "BearerX y", "Bearertoken" })
    void challenges_whoever_brings_no_token(String header) {
        assertThatChallenged(header.isEmpty()
                ? cardea.get("/userinfo")
                : cardea.get("/userinfo", "Authorization",
                        header));
        assertThatChallenged(cardea.post("/userinfo", Map.of("access_token", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer  x", "Bearer a b", "Bearer a,b", "Bearer a, Bearer b", "Bearer \"a\" b",
            "Bearer a\tb" })
    void refuses_a_header_that_can_be_read_in_two_ways(String header) {
        var response = cardea.get("/userinfo", "Authorization", header);
        assertThat(response.statusCode()).isIn(400, 401);
        assertThat(json(response).get("error")).isIn("invalid_request", "invalid_token");
        assertThat(response.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer error=");
    }

    @Test
    void refuses_more_than_one_token() { // §2: MUST NOT
        assertThatRefused(cardea.post("/userinfo", Map.of("access_token", token), "Authorization", "Bearer " + token),
                400, "invalid_request");
        assertThatRefused(cardea.get("/userinfo", "Authorization", "Bearer " + token, "Authorization",
                "Bearer " + token), 400, "invalid_request");
        var twice = cardea.send("POST", "/userinfo", "access_token=" + token + "&access_token=" + token,
                "Content-Type", FORM);
        assertThat(twice.statusCode()).isEqualTo(400);
        assertThat(json(twice)).containsEntry("error", "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "null", "eyJhbGciOiJub25lIn0.e30.", "....", "at_x", "%00", "Bearer" })
    void refuses_what_is_no_token(String text) {
        assertThatRefused(cardea.userinfo(text), 401, "invalid_token");
    }

    @Test
    void survives_a_very_long_token() {
        assertThatRefused(cardea.userinfo("x".repeat(8_192)), 401, "invalid_token");
        assertThat(cardea.userinfo("x".repeat(60_000)).statusCode()).isEqualTo(431);
    }

    @Test
    void refuses_tokens_of_another_kind() {
        assertThatRefused(cardea.userinfo(tokens.get("id_token")), 401, "invalid_token"); // RFC 8725 §3.11
        assertThatRefused(cardea.userinfo(tokens.get("refresh_token")), 401, "invalid_token");
        assertThatRefused(cardea.userinfo(cardea.givenCode()), 401, "invalid_token");
    }

    @Test
    void refuses_a_token_without_the_scope() { // §3.1
        var machine = json(cardea.tokenAs("machine", Map.of("grant_type", "client_credentials")));
        assertThatRefused(cardea.userinfo(machine.get("access_token")), 403, "insufficient_scope");
        var profile = cardea.givenTokens("scope", "profile");
        assertThatRefused(cardea.userinfo(profile.get("access_token")), 403, "insufficient_scope");
    }

    @Test
    void refuses_a_revoked_token() {
        var revoked = cardea.givenTokens().get("access_token");
        cardea.post("/oauth2/revoke", Map.of("token", (String) revoked), "Authorization",
                TestCardea.basic("app", TestCardea.SECRET));
        assertThatRefused(cardea.userinfo(revoked), 401, "invalid_token");
    }

    @Test
    void refuses_an_expired_token() {
        var expired = cardea.givenTokens().get("access_token");
        cardea.clock.advance(Duration.ofSeconds(599));
        assertThat(cardea.userinfo(expired).statusCode()).isEqualTo(200);
        cardea.clock.advance(Duration.ofSeconds(1));
        assertThatRefused(cardea.userinfo(expired), 401, "invalid_token");
        token = (String) cardea.givenTokens().get("access_token");
    }
}
