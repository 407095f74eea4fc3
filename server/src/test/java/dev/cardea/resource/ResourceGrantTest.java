package dev.cardea.resource;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestBrowser.asksForConsent;
import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.client;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static dev.cardea.resource.Asking.BILLING;
import static dev.cardea.resource.Asking.HIDDEN;
import static dev.cardea.resource.Asking.OPEN;
import static dev.cardea.resource.Asking.ORDERS;
import static dev.cardea.resource.Asking.REPORTS;
import static dev.cardea.resource.Asking.audience;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("RFC 8707 §2 resources in other ways to ask, and who may")
class ResourceGrantTest {
    private static final Map<String, String> OWN = Map.of("grant_type", "client_credentials");
    private static Asking asking;

    @BeforeAll
    static void start() {
        asking = new Asking();
    }

    @AfterAll
    static void stop() {
        asking.close();
    }

    private static void assertRefused(HttpResponse<String> response, String error) {
        assertThat(json(response)).containsEntry("error", error).doesNotContainKey("access_token");
        assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void a_client_that_acts_for_itself_may_name_them() { // §2.2
        assertThat(audience(json(asking.token("batch", OWN)))).isEqualTo(List.of(REPORTS));
        var tokens = json(asking.token("batch", OWN, ORDERS));
        assertThat(audience(tokens)).isEqualTo(List.of(ORDERS));
        assertThat(tokens).containsEntry("scope", "orders");
        assertThat(audience(json(asking.token("batch", OWN, ORDERS, BILLING, REPORTS))))
                .isEqualTo(List.of(ORDERS, BILLING, REPORTS));
        assertThat(json(asking.token("batch", OWN, BILLING))).containsEntry("expires_in", 60);
    }

    @ParameterizedTest
    @ValueSource(strings = {HIDDEN, "https://orders.example", "reports", "https://orders.example/#", "%" })
    void a_client_that_acts_for_itself_may_not_name_others(String resource) {
        assertRefused(asking.token("batch", OWN, resource), "invalid_target");
        assertRefused(asking.token("batch", OWN, ORDERS, resource), "invalid_target");
    }

    @Test
    void a_pushed_request_may_name_them() { // RFC 9126 §2.1
        var parameters = request("client_id", "shop", "scope", "openid orders");
        var pushed = push(TestBrowser.encode(parameters) + Asking.resources(ORDERS, BILLING));
        assertThat(pushed.statusCode()).isEqualTo(201);
        var browser = asking.cardea.signedIn(ALICE);
        var answer = TestBrowser.answer(asking.authorize(browser,
                Map.of("client_id", "shop", "request_uri", json(pushed).get("request_uri").toString()), OPEN));
        assertThat(audience(json(asking.redeem("shop", answer.get("code")))))
                .as("what is beside a pushed request does not count")
                .isEqualTo(List.of(ORDERS, BILLING));
    }

    @ParameterizedTest
    @ValueSource(strings = {HIDDEN, "orders", "https://orders.example/#a" })
    void a_pushed_request_is_refused_at_once(String resource) {
        var parameters = TestBrowser.encode(request("client_id", "shop", "scope", "openid orders"));
        assertRefused(push(parameters + Asking.resources(ORDERS, resource)), "invalid_target");
        assertRefused(push(parameters + Asking.resources(ORDERS) + "&nonce=again"), "invalid_request");
    }

    private static HttpResponse<String> push(String form) {
        return asking.cardea.send("POST", "/oauth2/par", form, "Content-Type", "application/x-www-form-urlencoded",
                "Authorization", basic("shop", SECRET));
    }

    @Test
    void a_token_from_the_authorization_endpoint_is_for_them() {
        var browser = asking.cardea.signedIn(ALICE);
        var asked = request("client_id", "front", "response_type", "token", "scope", "orders invoices",
                "code_challenge", "", "code_challenge_method", "");
        var answer = TestBrowser.answer(asking.authorize(browser, asked, BILLING));
        assertThat(claims(answer.get("access_token"))).containsEntry("aud", BILLING);
        assertThat(answer).containsEntry("scope", "invoices").containsEntry("expires_in", "60");
        assertThat(TestBrowser.answer(asking.authorize(browser, asked, ORDERS))).containsEntry("error",
                "invalid_target");
    }

    @Test
    void people_are_asked_about_each_of_them() {
        var browser = asking.cardea.signedIn(ALICE);
        var asked = request("client_id", "asker", "scope", "openid orders", "ui_locales", "de");
        var page = asking.authorize(browser, asked, ORDERS);
        assertThat(asksForConsent(page)).isTrue();
        assertThat(page.body()).contains("Bestellungen", ORDERS).doesNotContain(BILLING);
        var answer = TestBrowser.answer(browser.submit(page, Map.of("decision", "allow")));
        assertThat(audience(json(asking.redeem("asker", answer.get("code"))))).isEqualTo(List.of(ORDERS));
        for (var agreed : List.of(new String[]{ORDERS }, new String[]{REPORTS }, new String[]{}))
            assertThat(TestBrowser.answer(asking.authorize(browser, asked, agreed))).containsKey("code");
        var silent = new LinkedHashMap<>(asked);
        silent.put("prompt", "none");
        assertThat(TestBrowser.answer(asking.authorize(browser, silent, ORDERS, BILLING)))
                .containsEntry("error", "consent_required");
        var more = asking.authorize(browser, asked, ORDERS, BILLING);
        assertThat(asksForConsent(more)).isTrue();
        browser.submit(more, Map.of("decision", "allow"));
        assertThat(TestBrowser.answer(asking.authorize(browser, silent, ORDERS, BILLING))).containsKey("code");
    }

    @Test
    void an_open_one_is_for_clients_that_registered_themselves() {
        var registered = json(asking.cardea.send("POST", "/oauth2/register",
                "{\"redirect_uris\":[\"https://tool.example/cb\"],\"token_endpoint_auth_method\":\"none\"}",
                "Content-Type", "application/json"));
        var browser = asking.cardea.signedIn(ALICE);
        var asked = request("client_id", registered.get("client_id").toString(), "redirect_uri",
                "https://tool.example/cb", "scope", "openid");
        assertThat(asksForConsent(asking.authorize(browser, asked, OPEN))).isTrue();
        assertThat(TestBrowser.answer(asking.authorize(browser, asked, ORDERS))).containsEntry("error",
                "invalid_target");
    }

    @Test
    void nobody_registers_for_one() {
        var answer = asking.cardea.send("POST", "/oauth2/register",
                "{\"redirect_uris\":[\"https://tool.example/cb\"],\"resources\":[\"" + ORDERS + "\"]}",
                "Content-Type", "application/json");
        assertRefused(answer, "invalid_client_metadata");
    }

    @Test
    void what_an_operator_took_away_is_gone_at_the_next_refresh() {
        var configuration = TestCardea.CONFIGURATION + client("shop",
                "grant_types: [authorization_code, refresh_token], issue_refresh_token: always, resources: [%s],"
                        + " scope: openid offline_access")
                + "resources: [{ resource: 'urn:a' }, { resource: 'urn:b' }]\n";
        try (var before = TestCardea.of(configuration.formatted("'urn:a', 'urn:b'"))) {
            var browser = before.signedIn(ALICE);
            var code = TestBrowser.answer(browser.follow(browser.get("/oauth2/auth?" + TestBrowser.encode(
                    request("client_id", "shop", "scope", "openid offline_access"))
                    + Asking.resources("urn:a", "urn:b")))).get("code");
            var tokens = json(before.tokenAs("shop", Map.of("grant_type", "authorization_code", "code", code,
                    "redirect_uri", TestCardea.REDIRECT, "code_verifier", TestCardea.VERIFIER)));
            try (var less = before.restarted(configuration.formatted("'urn:b'"))) {
                var refreshed = json(refresh(less, tokens));
                assertThat(audience(refreshed)).isEqualTo(List.of("urn:b"));
                try (var nothing = less.restarted(configuration.formatted(""))) {
                    assertRefused(refresh(nothing, refreshed), "invalid_target");
                }
            }
        }
    }

    private static HttpResponse<String> refresh(TestCardea cardea, Map<String, Object> tokens) {
        return cardea.tokenAs("shop", Map.of("grant_type", "refresh_token", "refresh_token",
                tokens.get("refresh_token").toString()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "resources: [{ name: A }] | resource: is missing",
            "resources: [{ resource: 'urn:a' }, { resource: 'urn:a' }] | is declared twice",
            "resources: [{ resource: orders }] | is no absolute URI",
            "resources: [{ resource: 'https://a.example/#b' }] | is no absolute URI",
            "resources: [{ resource: 'urn:a', scopes: ['a\"b'] }] | does not allow",
            "resources: [{ resource: 'urn:a', lifetimes: { access_token: 2d } }] | is out of range",
            "resources: [{ resource: 'urn:a', 'name#?': A }] | has no language tag",
            "resources: [{ resource: 'urn:a', audience: A }] | is not a known name",
    })
    void a_wrong_declaration_is_refused(String settings, String mistake) {
        assertThatThrownBy(() -> new TestCardea(settings + "\n")).hasMessageContaining(mistake);
    }

    @Test
    void a_client_may_only_name_declared_ones() {
        assertThatThrownBy(
                () -> new TestCardea(client("c", "resources: ['urn:b']") + "resources: [{resource: 'urn:a'}]"))
                .hasMessageContaining("is no declared resource");
    }
}
