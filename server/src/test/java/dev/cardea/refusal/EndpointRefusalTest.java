package dev.cardea.refusal;

import dev.cardea.TestCardea;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static dev.cardea.TestCardea.REDIRECT;
import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Every endpoint's refusals have an error_id that leads to the decision")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndpointRefusalTest {
    private final TestCardea cardea = new TestCardea("features: { dynamic_registration: token }\n");

    @AfterAll
    void stop() {
        cardea.close();
    }

    private void assertExplained(HttpResponse<String> response, String endpoint, String error, String rule) {
        assertThat(response.headers().firstValue("X-Request-Id")).hasValue(TestWhy.id(response));
        assertThat(TestWhy.of(cardea, response))
                .containsEntry("error_id", TestWhy.id(response))
                .containsEntry("endpoint", endpoint)
                .containsEntry("error", error)
                .containsEntry("rule", rule)
                .containsEntry("status", response.statusCode())
                .containsEntry("address", "127.0.0.1")
                .containsEntry("at", cardea.clock.instant().toString());
    }

    @Test
    void authorization_on_a_page() { // RFC 6749 §4.1.2.1
        var response = cardea.browser().open(request("redirect_uri", "https://app.example/cb/"));
        assertExplained(response, "GET /oauth2/auth", "invalid_request", "RFC 9700 §2.1");
        assertThat(TestWhy.of(cardea, response)).containsEntry("client", "app").containsEntry("client_name", "App");
    }

    @Test
    void authorization_by_redirect() {
        var response = cardea.browser().open(request("prompt", "none"));
        assertExplained(response, "GET /oauth2/auth", "login_required", "OIDC Core §3.1.2.6");
        assertThat(TestWhy.of(cardea, response)).containsEntry("client", "app");
    }

    @Test
    void authorization_by_a_posted_form() {
        assertExplained(cardea.browser()
                .open(request("response_mode", "form_post", "prompt", "none",
                        "redirect_uri", "https://elsewhere.example/")),
                "GET /oauth2/auth", "invalid_request", "RFC 9700 §2.1");
    }

    @Test
    void pushed_requests() {
        assertExplained(cardea.post("/oauth2/par", request("scope", "openid admin"), "Authorization",
                basic("app", SECRET)), "POST /oauth2/par", "invalid_scope", "RFC 9126 §2.3");
    }

    @Test
    void token() {
        var response = cardea.token(Map.of("grant_type", "password"));
        assertExplained(response, "POST /oauth2/token", "unsupported_grant_type", "RFC 6749 §5.2");
        assertThat(TestWhy.of(cardea, response)).containsEntry("client", "app");
    }

    @Test
    void client_authentication() {
        assertExplained(cardea.post("/oauth2/token", Map.of("grant_type", "client_credentials"),
                "Authorization", basic("machine", "wrong")), "POST /oauth2/token", "invalid_client", "RFC 6749 §2.3");
    }

    @Test
    void introspection_and_revocation() {
        assertExplained(cardea.post("/oauth2/introspect", Map.of("token", "x", "client_id", "spa")),
                "POST /oauth2/introspect", "invalid_client", "RFC 7662 §2.3");
        var tokens = cardea.tokensOf("app");
        assertExplained(cardea.post("/oauth2/revoke", Map.of("token", tokens.get("access_token").toString()),
                "Authorization", basic("machine", SECRET)), "POST /oauth2/revoke", "unauthorized_client",
                "RFC 7009 §2.1");
    }

    @Test
    void userinfo() {
        assertExplained(cardea.userinfo("nonsense"), "GET /userinfo", "invalid_token", "RFC 6750 §3.1");
    }

    @Test
    void registration() {
        assertExplained(cardea.send("POST", "/oauth2/register", "{}", "Content-Type", "application/json",
                "Authorization", "Bearer nonsense"), "POST /oauth2/register", "invalid_token", "RFC 7591 §3.2.2");
        assertExplained(cardea.get("/oauth2/register/app", "Authorization", "Bearer nonsense"),
                "GET /oauth2/register/{client_id}", "invalid_token", "RFC 7592 §2");
    }

    @Test
    void logout() {
        var response = cardea.browser()
                .get(
                        "/oauth2/sessions/logout?client_id=app&post_logout_redirect_uri=https://app.example/bye");
        assertExplained(response, "GET /oauth2/sessions/logout", "invalid_request",
                "OpenID Connect RP-Initiated Logout 1.0 §3");
        assertThat(TestWhy.part(cardea, response, "accepted"))
                .containsEntry("closest_post_logout_redirect_uri", "https://app.example/")
                .containsEntry("difference", "'bye' is too much at character 21");
    }

    @Test
    void pages() {
        assertExplained(cardea.browser().get("/consent?request=damaged"), "GET /consent", "invalid_request",
                "RFC 9110 §15");
        assertExplained(cardea.browser().get("/login?request=damaged"), "GET /login", "invalid_request",
                "RFC 9110 §15");
    }

    @Test
    void http_itself() {
        assertExplained(cardea.get("/nothing/here"), "GET /nothing/here", "not_found", "RFC 9110 §15");
        assertExplained(cardea.browser().get("/oauth2/token"), "GET /oauth2/token", "method_not_allowed",
                "RFC 6749 §5.2");
    }

    @Test
    void are_told_to_a_person_in_words() {
        var response = cardea.browser().open(request("redirect_uri", REDIRECT + "/"));
        assertThat(TestWhy.text(cardea, response)).contains(
                "invalid_request: redirect_uri is not one that is registered",
                "rule", "RFC 9700 §2.1",
                "GET /oauth2/auth, answered 400",
                "app (App)",
                "(3 characters, not kept)",
                "closest_redirect_uri",
                "'/' is too much at character 23");
    }

    @Test
    void success_leaves_nothing_behind() {
        var tokens = cardea.tokensOf("app");
        var userinfo = cardea.userinfo(tokens.get("access_token"));
        assertThat(userinfo.statusCode()).isEqualTo(200);
        assertThat(userinfo.body()).doesNotContain("error_id");
        var id = userinfo.headers().firstValue("X-Request-Id").orElseThrow();
        TestWhy.await(cardea, TestWhy.id(cardea.userinfo("nonsense"))); // written after it would have been
        assertThat(cardea.server.stores().refusals().find(id)).isEmpty();
    }
}
