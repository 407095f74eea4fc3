package dev.cardea.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.SignedJWT;
import dev.cardea.TestCardea;
import dev.cardea.TestJwks;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.ISSUER;
import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 9068 JWT access tokens, and opaque ones")
class AccessTokenTest {
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        var clients = new StringBuilder();
        for (var algorithm : List.of("RS256", "PS256", "ES256", "EdDSA"))
            clients.append(TestCardea.client(algorithm, "access_token_signed_response_alg: " + algorithm));
        cardea = new TestCardea(clients
                + TestCardea.client("opaque", "access_token_format: opaque, lifetimes: { access_token: 1m }")
                + TestCardea.client("shop", "audience: [https://api.example, https://stock.example]")
                + TestCardea.client("mail", "subject_claim: email"));
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    @Test
    void say_what_section_2_2_requires() throws ParseException {
        var token = (String) cardea.tokensOf("RS256", "scope", "openid email").get("access_token");
        assertThat(SignedJWT.parse(token).getHeader().getType()).hasToString("at+jwt"); // §2.1
        var now = (int) cardea.clock.instant().getEpochSecond();
        var claims = claims(token);
        assertThat(claims).containsEntry("iss", ISSUER)
                .containsEntry("aud", ISSUER)
                .containsEntry("client_id", "RS256")
                .containsEntry("scope", "openid email") // §2.2.3
                .containsEntry("iat", now)
                .containsEntry("exp", now + 600)
                .containsEntry("auth_time", now) // §2.2.1
                .containsKeys("sub", "jti", "acr", "amr");
        assertThat((String) claims.get("sub")).doesNotContain("alice");
        assertThat(claims).doesNotContainKeys("email", "name", "nonce", "sid");
    }

    @Test
    void have_a_jti_of_their_own() {
        var one = claims(cardea.tokensOf("RS256").get("access_token")).get("jti");
        var other = claims(cardea.tokensOf("RS256").get("access_token")).get("jti");
        assertThat(one).isNotEqualTo(other);
        assertThat((String) one).hasSizeGreaterThan(16);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256", "ES256", "EdDSA" })
    void verify_with_the_published_keys(String algorithm) throws Exception { // §4
        var token = SignedJWT.parse((String) cardea.tokensOf(algorithm).get("access_token"));
        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.parse(algorithm));
        assertThat(TestJwks.of(cardea).verifies(token)).isTrue();
        assertThat(cardea.userinfo(token.serialize()).statusCode()).isEqualTo(200);
    }

    @Test
    void are_meant_for_the_audience_of_the_client_and_for_userinfo_with_openid() { // §3
        assertThat(claims(cardea.tokensOf("shop", "scope", "openid").get("access_token")))
                .containsEntry("aud", List.of("https://api.example", "https://stock.example", ISSUER));
        var without = cardea.tokensOf("shop", "scope", "profile").get("access_token");
        assertThat(claims(without)).containsEntry("aud", List.of("https://api.example", "https://stock.example"));
        assertThat(cardea.userinfo(without).statusCode()).isEqualTo(401);
    }

    @Test
    void name_the_person_as_the_client_knows_them() {
        assertThat(claims(cardea.tokensOf("mail").get("access_token"))).containsEntry("sub", TestCardea.ALICE);
    }

    @Test
    void say_nothing_where_they_are_opaque() {
        var token = (String) cardea.tokensOf("opaque").get("access_token");
        assertThat(token).matches("at_[A-Za-z0-9_-]{100,}");
        assertThat(cardea.userinfo(token).statusCode()).isEqualTo(200);
        assertThat(introspected(token)).containsEntry("active", true)
                .containsEntry("client_id", "opaque")
                .containsEntry("iss", ISSUER);
        cardea.clock.advance(java.time.Duration.ofSeconds(61));
        assertThat(introspected(token)).isEqualTo(Map.of("active", false));
        assertThat(cardea.userinfo(token).statusCode()).isEqualTo(401);
    }

    private static Map<String, Object> introspected(String token) {
        return json(cardea.post("/oauth2/introspect", Map.of("token", token), "Authorization",
                basic("opaque", SECRET)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"opaque", "RS256", "ES256", "EdDSA" })
    void are_refused_whatever_character_is_changed(String client) {
        var token = (String) cardea.tokensOf(client).get("access_token");
        for (int i = 0; i < token.length(); i++) {
            var other = token.charAt(i) == 'A' ? 'B' : 'A';
            assertThatRefused(token.substring(0, i) + other + token.substring(i + 1));
        }
        // The whole one last: what was refused on the same connection must not be remembered in its place.
        var whole = cardea.userinfo(token);
        assertThat(whole.statusCode()).as(whole.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"opaque", "RS256" })
    void are_refused_however_they_are_spelled_otherwise(String client) {
        var token = (String) cardea.tokensOf(client).get("access_token");
        for (int i = 1; i < 60; i++) assertThatRefused(token.substring(0, token.length() - i));
        for (var end : List.of("A", "AA", "AAAA", "=", "==", ".", ".A", "_", "%00", "-"))
            assertThatRefused(token + end);
        assertThatRefused(token.substring(1));
        assertThatRefused("x" + token);
        assertThatRefused(token + token);
        assertThatRefused(token.toUpperCase());
        assertThatRefused(token.toLowerCase());
        for (var nothing : List.of("at_", "rt_", ".", "..", "...", "at_.", "at_AAAA", "at_" + "A".repeat(200)))
            assertThatRefused(nothing);
    }

    /// An HTTP server that remembers the headers of a connection must not mistake one for another.
    @ParameterizedTest
    @ValueSource(strings = {"opaque", "RS256" })
    void are_refused_in_another_case_also_right_after_the_right_one(String client) {
        var token = (String) cardea.tokensOf(client).get("access_token");
        for (int i = 0; i < token.length(); i++) {
            char letter = token.charAt(i);
            if (!Character.isLetter(letter)) continue;
            char other = Character.isUpperCase(letter) ? Character.toLowerCase(letter) : Character.toUpperCase(letter);
            if (i % 10 == 0) assertThat(cardea.userinfo(token).statusCode()).isEqualTo(200);
            assertThatRefused(token.substring(0, i) + other + token.substring(i + 1));
        }
    }

    private static void assertThatRefused(String token) {
        var response = cardea.userinfo(token);
        assertThat(response.statusCode()).as(token).isEqualTo(401);
        assertThat(json(response)).containsEntry("error", "invalid_token");
    }
}
