package dev.cardea.authorize;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.TestJwks;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.ISSUER;
import static dev.cardea.TestCardea.REDIRECT;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("OIDC Core §3.2 implicit flow, §3.3 hybrid flow, RFC 6749 §4.2")
class ImplicitAndHybridTest {
    private static TestCardea cardea;
    private static TestBrowser alice;

    @BeforeAll
    static void start() {
        var all = "grant_types: [authorization_code, implicit, refresh_token], scope: openid profile email offline_access, "
                + "issue_refresh_token: always, response_types: [code, token, id_token, id_token token, code token,"
                + " code id_token, code id_token token]";
        cardea = new TestCardea(TestCardea.client("all", all)
                + TestCardea.client("ps", all + ", id_token_signed_response_alg: PS256")
                + TestCardea.client("only", "grant_types: [implicit], response_types: [id_token]"));
        alice = cardea.signedIn(TestCardea.ALICE);
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    /// An implicit or hybrid request of the client `all`.
    private static Map<String, String> answer(String type, String... overrides) {
        return TestBrowser.answer(alice.open(with(type, overrides)));
    }

    private static Map<String, String> with(String type, String... overrides) {
        var parameters = request("response_type", type, "client_id", "all", "scope", "openid profile email");
        for (int i = 0; i < overrides.length; i += 2) {
            if (overrides[i + 1].isEmpty()) parameters.remove(overrides[i]);
            else
                parameters.put(overrides[i], overrides[i + 1]);
        }
        return parameters;
    }

    private static String leftHalf(String text) throws Exception {
        var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16));
    }

    @ParameterizedTest
    @CsvSource({"token, access_token token_type expires_in scope", "id_token, id_token",
            "id_token token, access_token token_type expires_in scope id_token",
            "code token, code access_token token_type expires_in scope", "code id_token, code id_token",
            "code id_token token, code access_token token_type expires_in scope id_token",
            "token id_token code, code access_token token_type expires_in scope id_token" })
    void answers_in_the_fragment_with_what_was_asked_for(String type, String expected) { // §3.2.2.5, §3.3.2.5
        var response = alice.open(with(type));
        assertThat(TestBrowser.location(response)).startsWith(REDIRECT + "#").doesNotContain("?");
        var answer = TestBrowser.answer(response);
        assertThat(answer.keySet())
                .containsExactlyInAnyOrderElementsOf(List.of((expected + " state session_state iss").split(" ")));
        assertThat(answer).containsEntry("state", "s-1").containsEntry("iss", ISSUER);
        if (answer.containsKey("access_token"))
            assertThat(answer).containsEntry("token_type", "Bearer")
                    .containsEntry("expires_in", "600")
                    .containsEntry("scope", "openid profile email");
    }

    @Test
    void ties_the_id_token_to_what_is_sent_beside_it() throws Exception { // §3.3.2.11, FAPI 1 Advanced §5.1
        var answer = answer("code id_token token");
        var claims = claims(answer.get("id_token"));
        assertThat(claims).containsEntry("at_hash", leftHalf(answer.get("access_token")))
                .containsEntry("c_hash", leftHalf(answer.get("code")))
                .containsEntry("s_hash", leftHalf("s-1"))
                .containsEntry("nonce", "n-1")
                .containsEntry("aud", "all")
                .containsEntry("iss", ISSUER);
        assertThat(claims(answer("id_token").get("id_token"))).doesNotContainKeys("at_hash", "c_hash");
        assertThat(claims(answer("code id_token", "state", "").get("id_token"))).containsKey("c_hash")
                .doesNotContainKeys("at_hash", "s_hash");
    }

    @Test
    void signs_as_the_client_is_registered_for() throws Exception {
        var token = com.nimbusds.jwt.SignedJWT.parse(answer("id_token", "client_id", "ps").get("id_token"));
        assertThat(token.getHeader().getAlgorithm()).hasToString("PS256");
        assertThat(TestJwks.of(cardea).verifies(token)).isTrue();
    }

    @Test
    void puts_the_claims_of_the_scopes_into_an_id_token_that_comes_alone() { // §5.4
        assertThat(claims(answer("id_token").get("id_token"))).containsEntry("email", TestCardea.ALICE)
                .containsEntry("name", "Alice Adams");
        assertThat(claims(answer("id_token token").get("id_token"))).doesNotContainKeys("email", "name");
        assertThat(claims(answer("code id_token").get("id_token"))).doesNotContainKeys("email", "name");
    }

    @Test
    void gives_access_tokens_that_work_until_the_session_ends() {
        var browser = cardea.signedIn(TestCardea.ALICE);
        var answer = TestBrowser.answer(browser.open(with("id_token token")));
        var token = answer.get("access_token");
        assertThat(json(cardea.userinfo(token))).containsEntry("email", TestCardea.ALICE);
        browser.get("/oauth2/sessions/logout?id_token_hint=" + answer.get("id_token"));
        assertThat(cardea.userinfo(token).statusCode()).isEqualTo(401);
    }

    @Test
    void gives_a_code_that_is_redeemed_as_any_other() { // §3.3.3
        var answer = answer("code id_token token");
        var tokens = json(cardea.tokenAs("all", Map.of("grant_type", "authorization_code", "code",
                answer.get("code"), "redirect_uri", REDIRECT, "code_verifier", TestCardea.VERIFIER)));
        assertThat(tokens).containsKeys("access_token", "id_token", "refresh_token");
        var early = claims(answer.get("id_token"));
        assertThat(claims(tokens.get("id_token"))).containsEntry("sub", early.get("sub")) // §3.3.3.6
                .containsEntry("iss", early.get("iss"))
                .containsEntry("nonce", "n-1");
        assertThat(cardea.accepts(tokens)).isTrue();
        assertThat(cardea.userinfo(answer.get("access_token")).statusCode()).isEqualTo(200);
    }

    @Test
    void never_sends_a_refresh_token_by_the_browser() { // RFC 6749 §4.2.2
        assertThat(answer("id_token token", "scope", "openid offline_access"))
                .containsEntry("scope", "openid") // OIDC Core §11
                .doesNotContainKey("refresh_token");
    }

    @Test
    void can_be_posted() { // Form Post Response Mode §2
        var fields = TestBrowser.hidden(alice.open(with("code id_token", "response_mode", "form_post")));
        assertThat(fields).containsOnlyKeys("code", "id_token", "state", "session_state", "iss");
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "id_token", "id_token token", "code token", "code id_token",
            "code id_token token" })
    void never_puts_tokens_into_a_query(String type) { // Multiple Response Types §5
        for (var mode : List.of("query", "query.jwt")) {
            var response = alice.open(with(type, "response_mode", mode));
            assertThat(TestBrowser.location(response)).startsWith(REDIRECT + "#error=invalid_request");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"id_token", "id_token token", "code id_token", "code id_token token" })
    void needs_a_nonce_for_an_id_token(String type) { // §3.2.2.1
        assertThat(answer(type, "nonce", "")).containsEntry("error", "invalid_request")
                .extracting("error_description")
                .asString()
                .contains("nonce");
    }

    @Test
    void needs_no_nonce_where_no_id_token_comes() {
        assertThat(answer("code token", "nonce", "")).containsKeys("code", "access_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id_token", "code id_token token" })
    void needs_openid_for_an_id_token(String type) {
        assertThat(answer(type, "scope", "email")).containsEntry("error", "invalid_scope");
    }

    @ParameterizedTest
    @ValueSource(strings = {"code token", "code id_token", "code id_token token" })
    void needs_pkce_where_there_is_a_code(String type) {
        var refused = answer(type, "code_challenge", "", "code_challenge_method", "");
        assertThat(refused).containsEntry("error", "invalid_request");
        assertThat(answer("id_token", "code_challenge", "", "code_challenge_method", "")).containsKey("id_token");
    }

    @ParameterizedTest
    @CsvSource({"only, id_token token", "only, code", "app, token", "app, code id_token" })
    void refuses_what_the_client_is_not_registered_for(String client, String type) {
        assertThat(answer(type, "client_id", client, "scope", "openid"))
                .containsEntry("error", "unauthorized_client")
                .doesNotContainKeys("code", "access_token", "id_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "id_token id_token", "code  token", "TOKEN", "code banana" })
    void refuses_what_is_no_response_type(String type) {
        assertThat(answer(type)).containsEntry("error", "unsupported_response_type");
    }

    @Test
    void is_not_offered_where_the_configuration_turns_it_off() {
        try (var without = TestCardea.of(TestCardea.CONFIGURATION + "features: { implicit: false }\n")) {
            assertThat(json(without.get("/.well-known/openid-configuration")))
                    .containsEntry("response_types_supported", List.of("code"))
                    .extracting("grant_types_supported")
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .doesNotContain("implicit");
        }
        assertThatThrownBy(() -> new TestCardea(
                TestCardea.client("no", "grant_types: [implicit], response_types: [id_token]")
                        + "features: { implicit: false }\n"))
                .hasMessageContaining("turn features.implicit on");
    }

    @Test
    void refuses_in_the_fragment() { // §3.2.2.6
        var response = cardea.browser().open(with("id_token token", "prompt", "none"));
        assertThat(TestBrowser.location(response)).startsWith(REDIRECT + "#error=login_required");
    }
}
