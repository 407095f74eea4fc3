package dev.cardea.token;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.client.ClientStore.StoredClient;
import dev.cardea.oauth.ClientId;
import dev.cardea.user.User;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.BOB;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.REDIRECT;
import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.VERIFIER;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static dev.cardea.token.AuthorizationCodeGrantTest.concurrently;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Refresh tokens: who gets one and how long it lives (OIDC Core §11, RFC 9700 §4.14.2)")
class RefreshTokenPolicyTest {
    private static final String BOTH = "grant_types: [authorization_code, refresh_token], ";
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(
                TestCardea.client("always", BOTH + "issue_refresh_token: always")
                        + TestCardea.client("never", BOTH + "issue_refresh_token: never")
                        + TestCardea.client("codes", "grant_types: [authorization_code]")
                        + TestCardea.client("brief", BOTH
                                + "lifetimes: { refresh_token: 1h, refresh_family: 3h, access_token: 5m }")
                        + TestCardea.client("strict", BOTH + "lifetimes: { refresh_grace: 0s }"));
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static Map<String, Object> refreshed(String client, Map<String, Object> tokens) {
        return json(cardea.tokenAs(client,
                Map.of("grant_type", "refresh_token", "refresh_token", (String) tokens.get("refresh_token"))));
    }

    private static Map<String, Object> tokens(String client, TestBrowser browser, String scope) {
        var answer = TestBrowser.answer(
                browser.authorize(request("client_id", client, "scope", scope), BOB, PASSWORD));
        return json(cardea.tokenAs(client, Map.of("grant_type", "authorization_code", "code", answer.get("code"),
                "redirect_uri", REDIRECT, "code_verifier", VERIFIER)));
    }

    @Test
    void are_issued_for_offline_access_by_default() {
        assertThat(cardea.tokensOf("brief", "scope", "openid")).doesNotContainKey("refresh_token");
        assertThat(cardea.tokensOf("brief", "scope", "openid offline_access")).containsKey("refresh_token");
    }

    @Test
    void are_issued_always_or_never_where_the_client_is_registered_so() {
        assertThat(cardea.tokensOf("always", "scope", "openid")).containsKey("refresh_token");
        assertThat(cardea.tokensOf("never", "scope", "openid offline_access")).doesNotContainKey("refresh_token");
    }

    @Test
    void are_not_issued_to_a_client_without_the_grant() {
        assertThat(cardea.tokensOf("codes", "scope", "openid offline_access")).doesNotContainKey("refresh_token");
    }

    @Test
    void end_with_the_family_however_often_they_are_used() {
        var tokens = cardea.tokensOf("brief", "scope", "openid offline_access");
        for (int i = 0; i < 3; i++) {
            cardea.clock.advance(Duration.ofMinutes(55));
            tokens = refreshed("brief", tokens);
            assertThat(tokens).containsKey("refresh_token").containsEntry("expires_in", 300);
        }
        cardea.clock.advance(Duration.ofMinutes(20));
        assertThat(json(introspected("brief", tokens.get("refresh_token")))).isEqualTo(Map.of("active", false));
        assertThat(refreshed("brief", tokens)).containsEntry("error", "invalid_grant");
    }

    @Test
    void end_when_they_lie_unused_for_as_long_as_the_client_is_registered_for() {
        var tokens = cardea.tokensOf("brief", "scope", "openid offline_access");
        cardea.clock.advance(Duration.ofMinutes(61));
        assertThat(refreshed("brief", tokens)).containsEntry("error", "invalid_grant");
    }

    @Test
    void end_with_the_session_unless_offline_access_was_granted() {
        var browser = cardea.browser();
        var online = tokens("always", browser, "openid");
        var offline = tokens("always", browser, "openid offline_access");
        assertThat(refreshed("always", online)).containsKey("access_token");
        signOut(browser, (String) online.get("id_token"));
        assertThat(refreshed("always", online)).containsEntry("error", "invalid_grant");
        assertThat(cardea.userinfo(online.get("access_token")).statusCode()).isEqualTo(401);
        assertThat(refreshed("always", offline)).containsKey("access_token");
        assertThat(cardea.userinfo(offline.get("access_token")).statusCode()).isEqualTo(200);
    }

    private static void signOut(TestBrowser browser, String idToken) {
        browser.follow(browser.get("/oauth2/sessions/logout?id_token_hint=" + idToken));
        assertThat(TestBrowser.answer(browser.get("/oauth2/auth?" + TestBrowser.encode(request("prompt", "none")))))
                .containsEntry("error", "login_required");
    }

    @Test
    void end_with_the_session_when_its_time_is_over() {
        var tokens = cardea.tokensOf("always", "scope", "openid");
        for (int i = 0; i < 59; i++) {
            cardea.clock.advance(Duration.ofMinutes(12));
            tokens = refreshed("always", tokens);
            assertThat(tokens).containsKey("refresh_token");
        }
        cardea.clock.advance(Duration.ofMinutes(13));
        assertThat(refreshed("always", tokens)).containsEntry("error", "invalid_grant");
    }

    @Test
    void stop_working_while_the_account_is_disabled() {
        var tokens = tokens("always", cardea.browser(), "openid offline_access");
        var bob = cardea.server.stores().users().findByIdentifier(BOB).orElseThrow().user();
        cardea.server.stores().users().put(with(bob, User.Status.disabled));
        assertThat(refreshed("always", tokens)).containsEntry("error", "invalid_grant");
        assertThat(cardea.userinfo(tokens.get("access_token")).statusCode()).isEqualTo(401);
        assertThat(json(introspected("always", tokens.get("access_token")))).isEqualTo(Map.of("active", false));
        cardea.server.stores().users().put(with(bob, User.Status.active));
        assertThat(cardea.userinfo(tokens.get("access_token")).statusCode()).isEqualTo(200);
    }

    private static User with(User user, User.Status status) {
        return new User(user.id(), user.organization(), status, user.email(), user.emailVerified(), user.username(),
                user.claims(), user.roles(), user.updatedAt());
    }

    @Test
    void stop_working_with_their_client() {
        var tokens = cardea.tokensOf("never", "scope", "openid offline_access");
        var clients = cardea.server.stores().clients();
        var stored = clients.find(new ClientId("never")).orElseThrow();
        clients.put(new StoredClient(stored.id(), true, stored.document().replaceFirst("\\{", "{\"enabled\":false,"),
                stored.sealedSecret(), stored.createdAt()), Set.of());
        cardea.clock.advance(Duration.ofSeconds(5));
        assertThat(cardea.userinfo(tokens.get("access_token")).statusCode()).isEqualTo(401);
        assertThat(cardea.tokenAs("never", Map.of("grant_type", "refresh_token", "refresh_token", "x")).statusCode())
                .isEqualTo(401);
        clients.put(stored, Set.of());
        cardea.clock.advance(Duration.ofSeconds(5));
        assertThat(cardea.userinfo(tokens.get("access_token")).statusCode()).isEqualTo(200);
    }

    @Test
    void are_good_for_exactly_one_of_20_at_once_where_there_is_no_grace() throws Exception {
        var tokens = cardea.tokensOf("strict", "scope", "openid offline_access");
        var answers = concurrently(20, () -> refreshed("strict", tokens));
        assertThat(answers).filteredOn(answer -> answer.containsKey("access_token")).hasSize(1);
        assertThat(answers).filteredOn(answer -> "invalid_grant".equals(answer.get("error"))).hasSize(19);
    }

    private static java.net.http.HttpResponse<String> introspected(String client, Object token) {
        return cardea.post("/oauth2/introspect", Map.of("token", (String) token), "Authorization",
                basic(client, SECRET));
    }
}
