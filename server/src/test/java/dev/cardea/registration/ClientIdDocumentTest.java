package dev.cardea.registration;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.TestSite;
import dev.cardea.client.Published;
import dev.cardea.json.Json;
import java.net.http.HttpResponse;
import java.time.Duration;
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

import static dev.cardea.TestCardea.REDIRECT;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("OAuth Client ID Metadata Document")
class ClientIdDocumentTest {
    private static TestSite site;
    private static TestCardea cardea;
    private static TestBrowser alice;
    private static int number;
    private String path = "?";

    @BeforeAll
    static void start() {
        site = new TestSite();
        cardea = new TestCardea("features: { client_id_metadata_documents: on }\n" + TestSite.REACHABLE);
        alice = cardea.signedIn(TestCardea.ALICE);
    }

    @BeforeEach
    void choosePath() {
        path = "/client-" + ++number + ".json";
        site.asked.set(0);
    }

    @AfterAll
    static void stop() {
        cardea.close();
        site.close();
    }

    private String publish(Object... overrides) {
        var document = new LinkedHashMap<String, Object>();
        document.put("client_id", site.address(path));
        document.put("client_name", "Elsewhere");
        document.put("redirect_uris", List.of(REDIRECT));
        for (int i = 0; i < overrides.length; i += 2) document.put((String) overrides[i], overrides[i + 1]);
        return site.publish(path, Json.text(document));
    }

    private HttpResponse<String> open(String clientId) {
        return alice.open(request("client_id", clientId, "scope", "openid"));
    }

    @Test
    void makes_a_client_without_registration() { // section 4
        var id = publish();
        var answer = TestBrowser.answer(cardea.browser()
                .authorize(request("client_id", id, "scope", "openid"), TestCardea.ALICE, TestCardea.PASSWORD));
        var tokens = cardea.post("/oauth2/token", Map.of("grant_type", "authorization_code", "client_id", id, "code",
                answer.get("code"), "redirect_uri", REDIRECT, "code_verifier", TestCardea.VERIFIER));
        assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);
        assertThat(TestCardea.claims(json(tokens).get("id_token"))).containsEntry("aud", id);
        assertThat(cardea.accepts(json(tokens))).isTrue();
        assertThat(site.asked).hasValue(1);
    }

    @Test
    void shows_people_the_host_of_the_id() { // section 6
        var page = open(publish("client_uri", "https://bank.example/"));
        assertThat(TestBrowser.asksForConsent(page)).isTrue();
        assertThat(page.body()).contains("Elsewhere", "127.0.0.1").doesNotContain("bank.example");
    }

    @Test
    void takes_only_the_redirect_uris_of_the_document() {
        var id = publish();
        var page = cardea.browser().open(request("client_id", id, "redirect_uri", "https://evil.example/"));
        assertThat(page.statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"client_id, https://app.example/other", "client_secret, secret-secret-secret",
            "client_secret_expires_at, 0", "token_endpoint_auth_method, client_secret_basic",
            "token_endpoint_auth_method, client_secret_jwt", "token_endpoint_auth_method, private_key_jwt",
            "consent, first_party", "redirect_uris, https://app.example/cb", "scope, openid orders" })
    void refuses_a_document_that_says_what_it_must_not(String name, String value) { // section 4.1
        assertThat(open(publish(name, value)).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[]", "{\"client_id\":7}" })
    void refuses_what_is_no_document(String document) {
        assertThat(open(site.publish(path, document)).statusCode()).isEqualTo(400);
    }

    @Test
    void refuses_a_document_that_is_too_long() {
        assertThat(open(publish("client_name#de", "x".repeat(150), "padding", "y".repeat(11_000))).statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://app.example/client.json", "https://app.example", "https://user@app.example/c",
            "https://app.example/c#x", "https://app.example/../c", "https://app.example/./c", "ftp://app.example/c",
            "https:///c" })
    void asks_no_address_that_cannot_be_an_id(String id) { // section 3
        assertThat(open(id).statusCode()).isEqualTo(400);
    }

    @Test
    void authenticates_by_its_keys() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("k").generate();
        var id = publish("token_endpoint_auth_method", "private_key_jwt", "jwks",
                new JWKSet(key.toPublicJWK()).toJSONObject());
        assertThat(TestBrowser.asksForConsent(open(id))).isTrue();
        var refused = cardea.post("/oauth2/token", Map.of("grant_type", "authorization_code", "client_id", id, "code",
                "x", "redirect_uri", REDIRECT, "code_verifier", TestCardea.VERIFIER));
        assertThat(refused.statusCode()).isEqualTo(401);
    }

    @Test
    void is_asked_for_its_document_once_in_a_while() {
        var id = publish();
        for (int i = 0; i < 3; i++) assertThat(TestBrowser.asksForConsent(open(id))).isTrue();
        assertThat(site.asked).hasValue(1);
        publish("redirect_uris", List.of("https://app.example/new"));
        cardea.clock.advance(Published.FRESH);
        assertThat(open(id).statusCode()).isEqualTo(400);
        assertThat(site.asked).hasValue(2);
    }

    @Test
    void makes_nobody_ask_many_addresses() {
        cardea.clock.advance(Duration.ofMinutes(1));
        for (int i = 0; i < 120; i++)
            cardea.get("/oauth2/auth?" + TestBrowser.encode(request("client_id", site.address("/made-up-" + i))));
        assertThat(site.asked).hasValue(100);
        cardea.clock.advance(Duration.ofMinutes(1));
        assertThat(TestBrowser.asksForConsent(cardea.signedIn(TestCardea.ALICE)
                .open(request("client_id", publish(), "scope", "openid")))).isTrue();
    }

    @Test
    void is_published_where_it_is_on_and_off_otherwise() {
        assertThat(json(cardea.get("/.well-known/openid-configuration")))
                .containsEntry("client_id_metadata_document_supported", true);
        try (var off = new TestCardea(TestSite.REACHABLE)) {
            assertThat(json(off.get("/.well-known/openid-configuration")))
                    .doesNotContainKey("client_id_metadata_document_supported");
            assertThat(off.browser().open(request("client_id", publish())).statusCode()).isEqualTo(400);
            assertThat(site.asked).hasValue(0);
        }
    }
}
