package dev.cardea.details;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.ciba.TestCiba;
import dev.cardea.json.Json;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.ISSUER;
import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.client;
import static dev.cardea.TestCardea.json;
import static dev.cardea.details.Detailed.ACCOUNT;
import static dev.cardea.details.Detailed.AT_PAY;
import static dev.cardea.details.Detailed.BANK;
import static dev.cardea.details.Detailed.NAME;
import static dev.cardea.details.Detailed.PAY;
import static dev.cardea.details.Detailed.PAYMENT;
import static dev.cardea.details.Detailed.assertRefused;
import static dev.cardea.details.Detailed.audience;
import static dev.cardea.details.Detailed.details;
import static dev.cardea.details.Detailed.good;
import static dev.cardea.details.Detailed.of;
import static dev.cardea.details.Detailed.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 9396 §3, §10 authorization_details by every way to ask")
class WaysToAskInDetailTest {
    private static final String ASSERTION = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final String DEVICE = "urn:ietf:params:oauth:grant-type:device_code";
    private static ECKey issuer;
    private static Detailed detailed;

    @BeforeAll
    static void start() throws Exception {
        issuer = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        detailed = new Detailed(Detailed.CLIENTS
                + client("partner", "authorization_details_types: [payment, account], grant_types: ['" + ASSERTION
                        + "'], response_types: [], resources: ['" + BANK + "'], scope: orders")
                + Detailed.TYPES
                + "assertion_issuers:\n  - { issuer: 'https://word.example', jwks: " + new JWKSet(issuer.toPublicJWK())
                + ", organization: acme, clients: [partner], authorization_details_types: [account] }\n");
    }

    @AfterAll
    static void stop() {
        detailed.close();
    }

    private static HttpResponse<String> push(Map<String, String> parameters) {
        return detailed.cardea.post("/oauth2/par", parameters, "Authorization", basic("shop", SECRET));
    }

    @Test
    void a_pushed_request_may_have_them() { // RFC 9126 §2.1
        var pushed = push(request("shop", details(PAYMENT)));
        assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(201);
        var answer = detailed.answer(Map.of("client_id", "shop", "request_uri",
                json(pushed).get("request_uri").toString(), NAME, details(ACCOUNT)));
        assertThat(good(detailed.redeem("shop", answer.get("code"))))
                .as("what is beside a pushed request does not count")
                .containsEntry(NAME, of(PAYMENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "[{\"type\":\"loan\"}]", "[{\"type\":\"payment\"}]",
            "[{\"type\":\"urn:example:bare\"}]" })
    void a_pushed_request_is_refused_at_once(String wrong) {
        assertRefused(push(request("shop", wrong)), "");
    }

    @Test
    void a_request_object_has_them_as_an_array() { // RFC 9101 §4
        var answer = detailed.answer(Map.of("client_id", "signer", "request", object(Json.list(details(AT_PAY)))));
        assertThat(good(detailed.redeem("signer", answer.get("code")))).containsEntry(NAME, of(AT_PAY));
        var beside = detailed.answer(Map.of("client_id", "signer", "request", object(List.of()), NAME,
                details(PAYMENT)));
        assertThat(beside).containsEntry("error", "invalid_authorization_details");
    }

    @Test
    void a_request_object_without_an_array_is_refused() {
        for (var wrong : List.of(Map.of("type", "payment"), "payment", 7, List.of(Map.of("type", "loan"))))
            assertThat(detailed.answer(Map.of("client_id", "signer", "request", object(wrong))))
                    .containsEntry("error", "invalid_authorization_details")
                    .doesNotContainKey("code");
    }

    private static String object(Object details) {
        var members = new LinkedHashMap<String, Object>(TestCardea.request("scope", "openid"));
        members.putAll(Map.of("client_id", "signer", "iss", "signer", "aud", ISSUER, NAME, details,
                "exp", detailed.cardea.clock.instant().getEpochSecond() + 60));
        return Detailed.KEY.sign(members);
    }

    private static HttpResponse<String> device(String details) {
        return detailed.cardea.post("/oauth2/device", Map.of("client_id", "tv", "scope", "openid", NAME, details));
    }

    private static HttpResponse<String> poll(Map<String, Object> device, String... more) {
        var form = new LinkedHashMap<>(Map.of("grant_type", DEVICE, "client_id", "tv", "device_code",
                device.get("device_code").toString()));
        for (int i = 0; i < more.length; i += 2) form.put(more[i], more[i + 1]);
        return detailed.cardea.post("/oauth2/token", form);
    }

    private static HttpResponse<String> page(Map<String, Object> device, TestBrowser browser) {
        return browser.submit(browser.get("/device"), Map.of("user_code", device.get("user_code").toString()));
    }

    @Test
    void a_device_may_ask_for_them() { // RFC 8628 §3.1
        var device = good(device(details(AT_PAY, ACCOUNT)));
        var browser = detailed.cardea.signedIn(ALICE);
        var page = page(device, browser);
        assertThat(page.body()).contains("A payment", "Merchant A", "123.50 EUR", "acc-7");
        browser.submit(page, Map.of("decision", "allow"));
        assertRefused(poll(device, NAME, details(AT_PAY.replace("123.50", "0.10"))), "nor less");
        var tokens = good(poll(device));
        assertThat(tokens).containsEntry(NAME, of(AT_PAY, ACCOUNT));
        assertThat(audience(tokens)).isEqualTo(List.of(PAY, BANK));
    }

    @Test
    void a_device_needs_no_scope_beside_them_and_may_narrow() {
        var device = good(detailed.cardea.post("/oauth2/device", Map.of("client_id", "tv", NAME,
                details(PAYMENT, ACCOUNT))));
        var browser = detailed.cardea.signedIn(ALICE);
        browser.submit(page(device, browser), Map.of("decision", "allow"));
        assertThat(good(poll(device, NAME, details(ACCOUNT)))).containsEntry(NAME, of(ACCOUNT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "[{\"type\":\"loan\"}]", "[{\"type\":\"payment\"}]",
            "[{\"type\":\"urn:example:bare\"}]" })
    void a_device_is_refused_at_once(String wrong) {
        assertRefused(device(wrong), "");
    }

    @Test
    void a_client_may_ask_somebody_elsewhere_for_them() { // CIBA Core §7.1
        var asked = TestCiba.of(detailed.cardea, "till", NAME, details(AT_PAY));
        var browser = detailed.cardea.signedIn(ALICE);
        assertThat(browser.get("/account/requests").body()).contains("A payment", "Receiver", "Merchant A");
        var tokens = good(asked.approvedBy(browser).poll());
        assertThat(tokens).containsEntry(NAME, of(AT_PAY));
        assertThat(audience(tokens)).isEqualTo(PAY);
        assertThat(claims(tokens.get("access_token"))).containsEntry(NAME, of(AT_PAY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "[{\"type\":\"loan\"}]", "[{\"type\":\"payment\"}]",
            "[{\"type\":\"urn:example:bare\"}]" })
    void a_client_that_asks_somebody_elsewhere_is_refused_at_once(String wrong) {
        assertRefused(detailed.cardea.post("/oauth2/bc-authorize",
                Map.of("scope", "openid", "login_hint", ALICE, NAME, wrong), "Authorization", basic("till", SECRET)),
                "");
    }

    private static HttpResponse<String> present(String... details) throws com.nimbusds.jose.JOSEException {
        var now = detailed.cardea.clock.instant().getEpochSecond();
        var jws = new JWSObject(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k").build(), new Payload(Map.of(
                "iss", "https://word.example", "sub", detailed.cardea.user(ALICE).id().value(), "aud", ISSUER, "exp",
                now + 60)));
        jws.sign(new ECDSASigner(issuer));
        return detailed.token("partner", "grant_type", ASSERTION, "assertion", jws.serialize(), NAME,
                details(details));
    }

    @Test
    void an_assertion_gives_those_that_its_issuer_is_trusted_with() throws Exception { // RFC 7523 §2.1
        var tokens = good(present(ACCOUNT));
        assertThat(claims(tokens.get("access_token"))).containsEntry(NAME, of(ACCOUNT)).containsEntry("aud", BANK);
        assertRefused(present(PAYMENT), "which assertions of this issuer do not grant");
        assertRefused(present(ACCOUNT, PAYMENT), "which assertions of this issuer do not grant");
        assertRefused(present(ACCOUNT.replace(BANK, PAY)), "no resource that this client may ask for");
    }

    private static HttpResponse<String> register(Object types) {
        return detailed.cardea.send("POST", "/oauth2/register", Json.text(Map.of("redirect_uris",
                List.of(TestCardea.REDIRECT), "authorization_details_types", types)), "Content-Type",
                "application/json");
    }

    @Test
    void a_client_registers_for_its_types() { // §10
        var registered = register(List.of("account"));
        assertThat(registered.statusCode()).as(registered.body()).isEqualTo(201);
        assertThat(json(registered)).containsEntry("authorization_details_types", List.of("account"));
        var id = json(registered).get("client_id").toString();
        var browser = detailed.cardea.signedIn(ALICE);
        var asked = "{\"type\":\"account\",\"actions\":[\"list\"]}";
        var code = TestBrowser.answer(browser.authorize(request(id, details(asked), "scope", "openid"), ALICE,
                TestCardea.PASSWORD)).get("code");
        var tokens = good(detailed.cardea.post("/oauth2/token", Map.of("grant_type", "authorization_code", "code", code,
                "redirect_uri", TestCardea.REDIRECT, "code_verifier", TestCardea.VERIFIER), "Authorization",
                basic(id, json(registered).get("client_secret").toString())));
        assertThat(tokens).containsEntry(NAME, of(asked));
        assertThat(TestBrowser.answer(browser.open(request(id, details(PAYMENT), "scope", "openid"))))
                .containsEntry("error", "invalid_authorization_details");
    }

    @Test
    void nobody_registers_for_a_type_that_is_not_for_everybody() { // §10
        for (var types : List.of(List.of("payment"), List.of("account", "payment"), List.of("loan"), List.of(""),
                "account", List.of(Map.of("type", "account")), Map.of("account", true))) {
            var response = register(types);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
            assertThat(json(response)).containsEntry("error", "invalid_client_metadata");
            assertThat((String) json(response).get("error_description")).contains("authorization_details_types");
        }
    }
}
