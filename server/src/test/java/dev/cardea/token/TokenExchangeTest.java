package dev.cardea.token;

import dev.cardea.TestCardea;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.client;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("RFC 8693 token exchange")
class TokenExchangeTest {
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    private static final String JWT = "urn:ietf:params:oauth:token-type:jwt";
    private static final String GRANTS = "grant_types: [client_credentials, '" + GRANT + "'], response_types: [], ";
    private static final String AUDIENCE = "https://orders.example";
    private static TestCardea cardea;

    @BeforeEach
    void start() {
        if (cardea != null) return;
        cardea = new TestCardea(
                client("front",
                        "grant_types: [authorization_code, refresh_token], scope: openid profile email offline_access orders")
                        + client("opaque", "access_token_format: opaque, scope: openid orders")
                        + client("back", GRANTS + "scope: openid email orders, token_exchange: { subject_clients:"
                                + " [front, opaque, machine, back], audiences: ['" + AUDIENCE
                                + "', billing], impersonation: true }")
                        + client("agent", GRANTS + "scope: openid orders, required_roles: [],"
                                + " token_exchange: { subject_clients: [front, back, agent, next] }")
                        + client("next", GRANTS + "scope: openid orders,"
                                + " token_exchange: { subject_clients: [agent, next] }")
                        + client("billing", "scope: openid")
                        + client("picky", GRANTS + "scope: orders, required_roles: [administrator],"
                                + " token_exchange: { subject_clients: [front], impersonation: true }"));
    }

    @AfterAll
    static void stop() {
        if (cardea != null) cardea.close();
        cardea = null;
    }

    private Object tokenOf(String client) {
        return cardea.tokensOf(client, "scope", "openid orders").get("access_token");
    }

    private Object ownTokenOf(String client) {
        return json(cardea.tokenAs(client, Map.of("grant_type", "client_credentials"))).get("access_token");
    }

    private HttpResponse<String> exchange(String client, Object subject, String... more) {
        var form = new LinkedHashMap<>(Map.of(
                "grant_type", GRANT, "subject_token", subject.toString(), "subject_token_type", ACCESS_TOKEN));
        for (int i = 0; i < more.length; i += 2) form.put(more[i], more[i + 1]);
        form.values().removeIf(String::isEmpty);
        return cardea.tokenAs(client, form);
    }

    private HttpResponse<String> delegate(String client, Object subject) {
        return exchange(client, subject, "actor_token", ownTokenOf(client).toString(), "actor_token_type",
                ACCESS_TOKEN);
    }

    private static Object exchanged(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response).get("access_token");
    }

    private static void assertRefused(HttpResponse<String> response, String error) {
        assertThat(json(response)).containsEntry("error", error).doesNotContainKey("access_token");
        assertThat(response.statusCode()).isEqualTo(400);
    }

    private boolean isActive(String client, Object token) {
        var answer = cardea.post("/oauth2/introspect", Map.of("token", token.toString()), "Authorization",
                basic(client, SECRET));
        return Boolean.TRUE.equals(json(answer).get("active"));
    }

    @Test
    void gives_an_access_token_and_nothing_else() { // §2.2.1
        var answer = json(exchange("back", tokenOf("front")));
        assertThat(answer).containsOnlyKeys("access_token", "token_type", "expires_in", "scope", "issued_token_type")
                .containsEntry("issued_token_type", ACCESS_TOKEN)
                .containsEntry("token_type", "Bearer")
                .containsEntry("scope", "openid orders");
        assertThat(claims(answer.get("access_token"))).containsEntry("client_id", "back")
                .containsEntry("sub", cardea.user(ALICE).id().value())
                .containsEntry("aud", List.of(AUDIENCE, "billing"))
                .doesNotContainKey("act");
        assertThat(isActive("back", answer.get("access_token"))).isTrue();
    }

    @Test
    void takes_opaque_tokens_too() { // §2.1
        assertThat(isActive("back", exchanged(exchange("back", tokenOf("opaque"))))).isTrue();
        assertRefused(exchange("back", tokenOf("opaque"), "subject_token_type", JWT), "invalid_request");
        assertThat(exchange("back", tokenOf("front"), "subject_token_type", JWT).statusCode()).isEqualTo(200);
    }

    @Test
    void names_everybody_who_acts() { // §4.1
        var first = exchanged(delegate("agent", tokenOf("front")));
        assertThat(claims(first)).containsEntry("act", Map.of("sub", "agent"));
        var second = exchanged(delegate("next", first));
        assertThat(claims(second)).containsEntry("act", Map.of("sub", "next", "act", Map.of("sub", "agent")))
                .containsEntry("sub", cardea.user(ALICE).id().value());
    }

    @Test
    void ends_a_chain_that_is_too_long() {
        var token = tokenOf("front");
        for (int i = 0; i < 5; i++) token = exchanged(delegate("agent", token));
        assertRefused(delegate("agent", token), "invalid_request");
    }

    @Test
    void keeps_former_actors_where_there_is_no_new_one() {
        var cardeaOfActors = exchanged(exchange("back", tokenOf("front"), "actor_token", ownTokenOf("back").toString(),
                "actor_token_type", ACCESS_TOKEN));
        assertThat(claims(exchanged(exchange("back", cardeaOfActors)))).containsEntry("act", Map.of("sub", "back"));
    }

    @Test
    void is_by_name_only_unless_allowed() { // §1.1
        assertRefused(exchange("agent", tokenOf("front")), "invalid_request");
    }

    @Test
    void refuses_an_actor_that_is_not_the_client_itself() {
        var subject = tokenOf("front");
        for (var actor : List.of(ownTokenOf("machine"), tokenOf("front"), "nonsense",
                exchanged(delegate("agent", subject))))
            assertRefused(exchange("agent", subject, "actor_token", actor.toString(), "actor_token_type", ACCESS_TOKEN),
                    "invalid_request");
        assertRefused(exchange("back", subject, "actor_token", ownTokenOf("back").toString()), "invalid_request");
        assertRefused(exchange("back", subject, "actor_token_type", ACCESS_TOKEN), "invalid_request"); // §2.1
    }

    @ParameterizedTest
    @CsvSource({
            "subject_token, ''", "subject_token, nonsense", "subject_token, at_AAAA", "subject_token_type, ''",
            "subject_token_type, urn:ietf:params:oauth:token-type:refresh_token",
            "subject_token_type, urn:ietf:params:oauth:token-type:id_token",
            "subject_token_type, urn:ietf:params:oauth:token-type:saml2",
            "requested_token_type, urn:ietf:params:oauth:token-type:refresh_token",
            "requested_token_type, urn:ietf:params:oauth:token-type:jwt"
    })
    void refuses_other_kinds_of_tokens(String parameter, String value) { // §2.1, §3
        assertRefused(exchange("back", tokenOf("front"), parameter, value), "invalid_request");
    }

    @Test
    void refuses_tokens_that_are_no_access_tokens() {
        var tokens = cardea.tokensOf("front", "scope", "openid orders");
        assertRefused(exchange("back", tokens.get("id_token")), "invalid_request");
        assertRefused(exchange("back", ownTokenOf("machine")), "invalid_request"); // speaks of nobody
    }

    @Test
    void refuses_tokens_of_clients_that_are_not_listed() {
        assertRefused(exchange("back", cardea.givenTokens().get("access_token")), "invalid_request");
    }

    @Test
    void refuses_clients_that_are_not_registered_for_it() {
        assertRefused(exchange("machine", tokenOf("front")), "unauthorized_client");
    }

    @Test
    void refuses_a_person_without_the_role_of_the_client() {
        assertRefused(exchange("picky", tokenOf("front")), "invalid_request");
    }

    @Test
    void gives_no_more_scope_than_there_was() {
        var subject = cardea.tokensOf("front", "scope", "openid profile orders").get("access_token");
        assertThat(claims(exchanged(exchange("back", subject)))).containsEntry("scope", "openid orders");
        assertThat(claims(exchanged(exchange("back", subject, "scope", "orders")))).containsEntry("scope", "orders");
        for (var scope : List.of("email", "profile", "orders email", "offline_access"))
            assertRefused(exchange("back", subject, "scope", scope), "invalid_scope");
        var narrowed = exchanged(exchange("back", subject, "scope", "orders"));
        assertRefused(exchange("back", narrowed, "scope", "openid"), "invalid_scope");
    }

    @Test
    void is_for_the_audience_asked_for() { // §2.1
        var subject = tokenOf("front");
        assertThat(claims(exchanged(exchange("back", subject, "audience", "billing")))).containsEntry("aud", "billing");
        assertThat(claims(exchanged(exchange("back", subject, "resource", AUDIENCE, "audience", "billing"))))
                .containsEntry("aud", List.of(AUDIENCE, "billing"));
    }

    @ParameterizedTest
    @CsvSource({
            "audience, payroll", "audience, http://localhost:8080", "audience, Billing", "resource, billing",
            "resource, https://orders.example#part", "resource, https://orders.example/", "resource, //orders.example",
            "resource, http://["
    })
    void refuses_another_audience(String parameter, String value) { // §2.2.2
        assertRefused(exchange("back", tokenOf("front"), parameter, value), "invalid_target");
    }

    @Test
    void ends_no_later_than_what_it_was_got_for() {
        var subject = tokenOf("front");
        cardea.clock.advance(Duration.ofMinutes(6));
        var answer = json(exchange("back", subject));
        assertThat(answer).containsEntry("expires_in", 240);
        assertThat(claims(answer.get("access_token")).get("exp")).isEqualTo(claims(subject).get("exp"));
        cardea.clock.advance(Duration.ofMinutes(4));
        assertThat(isActive("back", answer.get("access_token"))).isFalse();
        assertRefused(exchange("back", subject), "invalid_request");
    }

    @Test
    void dies_with_the_authorization() {
        var given = cardea.tokensOf("front", "scope", "openid offline_access");
        var subject = given.get("access_token");
        var token = exchanged(exchange("back", subject));
        assertThat(isActive("back", token)).isTrue();
        cardea.post("/oauth2/revoke", Map.of("token", given.get("refresh_token").toString()), "Authorization",
                basic("front", SECRET));
        assertThat(isActive("back", token)).isFalse();
        assertRefused(exchange("back", subject), "invalid_request");
    }

    @Test
    void dies_with_the_session() {
        var browser = cardea.signedIn(ALICE);
        var code = dev.cardea.TestBrowser.answer(browser.open(TestCardea.request("client_id", "front", "scope",
                "openid orders"))).get("code");
        var token = exchanged(exchange("back", json(cardea.post("/oauth2/token",
                Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", TestCardea.REDIRECT,
                        "code_verifier", TestCardea.VERIFIER),
                "Authorization", basic("front", SECRET))).get("access_token")));
        assertThat(isActive("back", token)).isTrue();
        browser.submit(browser.get("/oauth2/sessions/logout"), Map.of());
        assertThat(isActive("back", token)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"front", "back" })
    void dies_with_either_client(String disabled) {
        var token = exchanged(exchange("back", tokenOf("front"), "audience", "billing"));
        assertThat(isActive("billing", token)).isTrue();
        cardea.disableClient(disabled);
        assertThat(isActive("billing", token)).isFalse();
        stop(); // the next test has another server
    }

    @Test
    void dies_with_the_account() {
        var subject = tokenOf("front");
        var token = exchanged(exchange("back", subject));
        cardea.disableUser(ALICE);
        assertThat(isActive("back", token)).isFalse();
        assertRefused(exchange("back", subject), "invalid_request");
        stop();
    }

    @Test
    void can_be_revoked_by_itself() {
        var subject = tokenOf("front");
        var token = exchanged(exchange("back", subject));
        cardea.post("/oauth2/revoke", Map.of("token", token.toString()), "Authorization", basic("back", SECRET));
        assertThat(isActive("back", token)).isFalse();
        assertThat(isActive("front", subject)).isTrue();
        assertRefused(exchange("back", token), "invalid_request");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "grant_types: ['urn:ietf:params:oauth:grant-type:token-exchange'], response_types: [] | subject_clients is empty",
            "token_exchange: { subject_clients: [app] } | is set without its grant",
    })
    void is_closed_by_default(String settings, String mistake) {
        assertThatThrownBy(() -> new TestCardea(client("c", settings))).hasMessageContaining(mistake);
    }

    @Test
    void cannot_be_registered_openly() {
        try (var open = new TestCardea("features: { dynamic_registration: open }\n")) {
            for (var metadata : List.of(
                    "{\"redirect_uris\":[\"https://a.example/\"],\"token_exchange\":{\"subject_clients\":[\"app\"]}}",
                    "{\"grant_types\":[\"" + GRANT + "\"],\"response_types\":[]}"))
                assertRefused(open.send("POST", "/oauth2/register", metadata, "Content-Type", "application/json"),
                        "invalid_client_metadata");
        }
    }
}
