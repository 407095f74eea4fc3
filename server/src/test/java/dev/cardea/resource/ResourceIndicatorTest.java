package dev.cardea.resource;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static dev.cardea.resource.Asking.BILLING;
import static dev.cardea.resource.Asking.HIDDEN;
import static dev.cardea.resource.Asking.OPEN;
import static dev.cardea.resource.Asking.ORDERS;
import static dev.cardea.resource.Asking.REPORTS;
import static dev.cardea.resource.Asking.audience;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 8707 resource indicators")
class ResourceIndicatorTest {
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

    private static Map<String, Object> good(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    @Test
    void says_for_whom_the_token_is() { // §2
        var tokens = asking.tokens("shop", "openid orders", ORDERS);
        assertThat(claims(tokens.get("access_token"))).containsEntry("aud", ORDERS);
        assertThat(tokens).containsKey("id_token");
        assertThat(claims(tokens.get("id_token"))).containsEntry("aud", "shop");
    }

    @Test
    void can_name_several() { // §2
        var tokens = asking.tokens("shop", "openid orders invoices", ORDERS, BILLING, ORDERS);
        assertThat(claims(tokens.get("access_token"))).containsEntry("aud", List.of(ORDERS, BILLING));
    }

    @Test
    void leaves_everything_as_it_was_where_there_is_none() {
        assertThat(audience(asking.tokens("shop", "openid orders"))).isEqualTo(List.of(TestCardea.ISSUER));
        assertThat(audience(asking.tokens("shop", "openid orders", ""))).isEqualTo(List.of(TestCardea.ISSUER));
        assertThat(audience(asking.tokens("usual", "openid")))
                .isEqualTo(List.of(REPORTS, "reports", TestCardea.ISSUER));
    }

    @Test
    void is_one_of_the_usual_audience_too() {
        assertThat(audience(asking.tokens("usual", "openid", REPORTS))).isEqualTo(List.of(REPORTS));
    }

    @Test
    void gives_only_the_scope_that_the_resource_knows() { // §2.2
        var tokens = asking.tokens("shop", "openid email orders invoices", ORDERS);
        assertThat(tokens).containsEntry("scope", "orders");
        assertThat(claims(tokens.get("access_token"))).containsEntry("scope", "orders");
        assertThat(asking.tokens("shop", "openid email orders invoices", ORDERS, BILLING))
                .containsEntry("scope", "orders invoices");
        assertThat(asking.tokens("shop", "openid", ORDERS)).doesNotContainKey("scope");
        assertThat(asking.tokens("shop", "openid orders invoices", OPEN)).containsEntry("scope",
                "openid orders invoices");
    }

    @Test
    void keeps_the_token_from_userinfo() { // §3
        var token = asking.tokens("shop", "openid email", OPEN).get("access_token");
        assertThat(asking.cardea.userinfo(token).statusCode()).isEqualTo(401);
    }

    @Test
    void makes_the_token_as_short_as_the_resource_wants_it() {
        assertThat(asking.tokens("shop", "openid", BILLING)).containsEntry("expires_in", 60);
        assertThat(asking.tokens("shop", "openid", ORDERS, BILLING)).containsEntry("expires_in", 60);
        assertThat(asking.tokens("shop", "openid", ORDERS)).containsEntry("expires_in", 600);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            HIDDEN, REPORTS, "https://orders.example", "https://orders.example/v1", "https://Orders.example/",
            "https://orders.example/#part", "orders.example", "//orders.example/", "/orders",
            "https://orders.example/ ",
            "http://[", "http://localhost:8080", "shop", "https://orders.example/ https://billing.example/api"
    })
    void is_refused_where_it_is_no_such_thing(String resource) { // §2
        var answer = asking.answer("shop", "openid orders", resource);
        assertThat(answer).containsEntry("error", "invalid_target")
                .containsEntry("state", "s-1")
                .doesNotContainKey("code");
        assertThat(asking.answer("shop", "openid orders", ORDERS, resource)).containsEntry("error", "invalid_target");
    }

    @Test
    void is_refused_with_a_hint_where_only_the_slash_is_wrong() {
        assertThat(asking.answer("shop", "openid", "https://orders.example").get("error_description"))
                .contains("is written https://orders.example/");
        assertThat(asking.answer("usual", "openid", "https://orders.example").get("error_description"))
                .doesNotContain("is written");
    }

    @Test
    void is_refused_where_it_is_there_too_often() {
        var many = new String[21];
        java.util.Arrays.fill(many, ORDERS);
        assertThat(asking.answer("shop", "openid", many)).containsEntry("error", "invalid_target");
    }

    @Test
    void is_the_only_parameter_that_may_be_repeated() { // RFC 6749 §3.1
        var browser = asking.cardea.signedIn(ALICE);
        var answer = TestBrowser.answer(browser.follow(browser.get("/oauth2/auth?"
                + TestBrowser.encode(request("client_id", "shop", "scope", "openid"))
                + Asking.resources(ORDERS, BILLING) + "&ui_locales=de&ui_locales=en")));
        assertThat(answer).containsEntry("error", "invalid_request");
    }

    @Test
    void survives_signing_in() {
        var browser = asking.cardea.browser();
        var page = asking.authorize(browser, request("client_id", "shop", "scope", "openid"), ORDERS, BILLING);
        var answer = TestBrowser.answer(browser.submit(page, Map.of("username", ALICE, "password",
                TestCardea.PASSWORD)));
        assertThat(audience(json(asking.redeem("shop", answer.get("code"))))).isEqualTo(List.of(ORDERS, BILLING));
    }

    @Test
    void may_narrow_when_the_code_is_redeemed() { // §2.2
        var code = asking.answer("shop", "openid orders invoices", ORDERS, BILLING).get("code");
        var tokens = good(asking.redeem("shop", code, BILLING));
        assertThat(audience(tokens)).isEqualTo(List.of(BILLING));
        assertThat(tokens).containsEntry("scope", "invoices");
        // The grant is as wide as before.
        var next = good(asking.refresh(tokens, ORDERS));
        assertThat(audience(next)).isEqualTo(List.of(ORDERS));
        assertThat(audience(good(asking.refresh(next)))).isEqualTo(List.of(ORDERS, BILLING));
    }

    @ParameterizedTest
    @ValueSource(strings = {BILLING, OPEN, HIDDEN, "nonsense", "https://orders.example/#" })
    void never_widens_when_the_code_is_redeemed(String wider) { // §2.2
        var code = asking.answer("shop", "openid orders", ORDERS).get("code");
        assertRefused(asking.redeem("shop", code, ORDERS, wider), "invalid_target");
    }

    @Test
    void never_widens_where_the_authorization_request_named_none() {
        var code = asking.answer("shop", "openid orders").get("code");
        assertRefused(asking.redeem("shop", code, ORDERS), "invalid_target");
        var usual = asking.answer("usual", "openid orders").get("code");
        assertThat(audience(good(asking.redeem("usual", usual, REPORTS)))).isEqualTo(List.of(REPORTS));
        var other = asking.answer("usual", "openid orders").get("code");
        assertRefused(asking.redeem("usual", other, OPEN), "invalid_target");
    }

    @Test
    void never_widens_at_a_refresh_and_costs_no_token() { // §2.2
        var tokens = asking.tokens("shop", "openid orders", ORDERS);
        for (var wider : List.of(BILLING, OPEN, HIDDEN, TestCardea.ISSUER, "x"))
            assertRefused(asking.refresh(tokens, wider), "invalid_target");
        asking.cardea.clock.advance(java.time.Duration.ofMinutes(1)); // longer than a retry may take
        assertThat(audience(good(asking.refresh(tokens)))).isEqualTo(List.of(ORDERS));
    }

    @Test
    void is_in_what_introspection_says() { // §2, RFC 7662 §2.2
        var tokens = asking.tokens("shop", "openid orders", ORDERS);
        for (var token : List.of(tokens.get("access_token"),
                asking.tokens("opaque", "openid orders", ORDERS).get("access_token")))
            assertThat(json(asking.introspect("orders-api", token))).containsEntry("active", true)
                    .containsEntry("aud", ORDERS)
                    .containsEntry("scope", "orders");
        assertThat(json(asking.introspect("shop", tokens.get("refresh_token")))).containsEntry("aud",
                List.of(ORDERS));
    }

    @Test
    void keeps_tokens_for_others_from_the_server_of_a_resource() { // RFC 7662 §4
        for (var resource : List.of(BILLING, OPEN))
            assertThat(json(asking.introspect("orders-api",
                    asking.tokens("shop", "openid orders", resource).get("access_token")))).isEqualTo(
                            Map.of("active", false));
        assertThat(json(asking.introspect("usual", asking.tokens("shop", "openid", ORDERS).get("access_token"))))
                .isEqualTo(Map.of("active", false));
    }
}
