package dev.cardea.fapi;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.client.TestKey;
import dev.cardea.mtls.TestCertificate;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
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

import static dev.cardea.TestCardea.ISSUER;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("FAPI 1.0 Advanced §5.2.2 for a client with profile fapi1")
class Fapi1Test {
    private static final String ID = "2f1b6f8e-6c0e-4a53-9f0e-0a5f3b1f2c3d";
    private static final String HEADER = "x-fapi-interaction-id";
    private static final String HYBRID = "code id_token";
    private static final TestKey KEY = TestKey.es256();
    private static final TestKey PS256 = TestKey.rsa("PS256", TestKey.pair("RSA", 2048));
    private static final TestKey EDDSA = TestKey.edDsa();
    private static final TestKey RS256 = TestKey.rsa("RS256", TestKey.pair("RSA", 2048));
    private static final TestCertificate CERTIFICATE = TestCertificate.selfSigned("CN=bank");
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        var keys = "{\"keys\": ["
                + String.join(",", KEY.jwk(), PS256.jwk(), EDDSA.jwk(), RS256.jwk()) + "]}";
        var common = "profile: fapi1, require_pkce: false, jwks: %s, redirect_uris: [\"%s\"], scope: openid profile email offline_access"
                .formatted(keys, TestCardea.REDIRECT);
        cardea = TestCardea.of(TestCardea.CONFIGURATION.replace("port: 0 }",
                "port: 0 }\ntrusted_proxies: [127.0.0.0/8]\nmtls: { header: Client-Cert }")
                + "  - { client_id: bank, " + common + ", response_types: [code, code id_token], "
                + "grant_types: [authorization_code, implicit] }\n");
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static FapiClient bank() {
        var bank = new FapiClient(cardea, "bank", KEY);
        bank.certificate = CERTIFICATE;
        return bank;
    }

    /// Of a request object without PKCE.
    private static Map<String, Object> members(String... more) {
        var all = new LinkedHashMap<>(bank().members("code_challenge", "", "code_challenge_method", ""));
        all.put("response_type", HYBRID);
        for (int i = 0; i < more.length; i += 2)
            if (more[i + 1].isEmpty()) all.remove(more[i]);
            else
            all.put(more[i], more[i + 1]);
        return all;
    }

    private static Map<String, String> outside(TestKey key, Map<String, Object> members) {
        return new LinkedHashMap<>(Map.of("client_id", "bank", "response_type", String.valueOf(members.get(
                "response_type")), "scope", "openid", "request", key.sign(members)));
    }

    private static HttpResponse<String> authorize(Map<String, String> parameters) {
        return cardea.browser().authorize(parameters, TestCardea.ALICE, TestCardea.PASSWORD);
    }

    private static Map<String, String> answer(Map<String, Object> members) {
        return TestBrowser.answer(authorize(outside(KEY, members)));
    }

    private static HttpResponse<String> redeem(FapiClient bank, String code) {
        return bank.post(FapiClient.TOKEN, Map.of("grant_type", "authorization_code", "code", code, "redirect_uri",
                TestCardea.REDIRECT));
    }

    /// At the client, or where the request does not say where that is, on a page.
    private static void assertRefused(HttpResponse<String> response, String error) {
        if (response.statusCode() == 400) assertThat(response.body()).contains(error);
        else
            assertThat(TestBrowser.answer(response)).containsEntry("error", error)
                    .doesNotContainKeys("code", "id_token", "response");
    }

    private static String leftHalf(String text) throws Exception {
        var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        return TestKey.encode(Arrays.copyOf(hash, hash.length / 2));
    }

    @Test
    void the_id_token_signs_the_answer() throws Exception { // §5.2.2.1
        for (var key : List.of(KEY, PS256)) {
            var answer = TestBrowser.answer(authorize(outside(key, members())));
            var claims = TestCardea.claims(answer.get("id_token"));
            assertThat(claims).containsEntry("s_hash", leftHalf("s-1"))
                    .containsEntry("c_hash", leftHalf(answer.get("code")))
                    .containsEntry("nonce", "n-1")
                    .doesNotContainKeys("email", "name");
            var tokens = json(redeem(bank(), answer.get("code")));
            assertThat(TestCardea.claims(tokens.get("access_token")).get("cnf"))
                    .isEqualTo(Map.of("x5t#S256", CERTIFICATE.thumbprint()));
            assertThat(bank().userinfo(tokens.get("access_token")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_code_alone_comes_in_a_signed_answer() { // §5.2.2.2
        var answer = answer(members("response_type", "code", "response_mode", "jwt"));
        assertThat(answer).containsOnlyKeys("response");
        var claims = TestCardea.claims(answer.get("response"));
        assertThat(claims).containsEntry("iss", ISSUER).containsEntry("aud", "bank").containsEntry("state", "s-1");
        assertThat(json(redeem(bank(), (String) claims.get("code")))).containsKey("access_token");
        for (var mode : List.of("", "query", "fragment", "form_post"))
            assertRefused(authorize(outside(KEY, members("response_type", "code", "response_mode", mode))),
                    "invalid_request");
    }

    private static Map<String, Object> signedRefusal(Map<String, String> parameters) {
        var answer = TestBrowser.answer(authorize(parameters));
        assertThat(answer).containsOnlyKeys("response");
        return TestCardea.claims(answer.get("response"));
    }

    @Test
    void a_refusal_of_what_nobody_can_read_is_signed_too() { // §5.2.2.2, JARM §2.3
        var unreadable = outside(TestKey.es256(), members("response_type", "code", "response_mode", "jwt"));
        unreadable.putAll(Map.of("redirect_uri", TestCardea.REDIRECT, "state", "outside"));
        assertThat(signedRefusal(unreadable)).containsEntry("error", "invalid_request_object")
                .containsEntry("state", "outside")
                .containsEntry("iss", ISSUER)
                .containsEntry("aud", "bank")
                .containsKey("exp");
    }

    @Test
    void a_request_that_is_not_signed_is_refused() {
        var parameters = TestCardea.request("client_id", "bank", "response_type", HYBRID);
        assertRefused(authorize(parameters), "invalid_request");
        assertThat(json(bank().push("response_type", HYBRID))).containsEntry("error", "invalid_request");
    }

    @Test
    void only_what_is_inside_counts() {
        var sent = outside(KEY, members());
        sent.putAll(Map.of("state", "outside", "nonce", "outside", "redirect_uri", "https://elsewhere.example/"));
        var answer = TestBrowser.answer(authorize(sent));
        assertThat(answer).containsEntry("state", "s-1");
        assertThat(TestCardea.claims(answer.get("id_token"))).containsEntry("nonce", "n-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonce", "redirect_uri", "scope", "response_type" })
    void what_is_missing_inside_is_missing(String name) {
        var sent = outside(KEY, members(name, ""));
        sent.putAll(Map.of("nonce", "n-1", "redirect_uri", TestCardea.REDIRECT, "scope", "openid", "response_type",
                HYBRID));
        assertRefused(authorize(sent), "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nbf", "exp", "aud", "iss" })
    void an_object_says_for_whom_and_when_it_is_good(String name) {
        assertRefused(authorize(outside(KEY, members(name, ""))), "invalid_request_object");
    }

    @ParameterizedTest
    @CsvSource({"0, 3601", "-3601, 60", "60, 120", "-120, -11" })
    void an_object_is_good_for_an_hour_at_most_and_now(long notBefore, long expires) {
        var members = members();
        members.put("nbf", bank().now() + notBefore);
        members.put("exp", bank().now() + expires);
        assertRefused(authorize(outside(KEY, members)), "invalid_request_object");
    }

    @Test
    void weaker_signatures_are_refused() { // §8.6
        for (var key : List.of(RS256, EDDSA)) {
            assertRefused(authorize(outside(key, members())), "invalid_request_object");
            var bank = bank();
            bank.assertionKey = key;
            assertThat(json(bank.pushObject(KEY, members()))).containsEntry("error", "invalid_client");
        }
        assertRefused(authorize(outside(TestKey.es256(), members())), "invalid_request_object");
    }

    @Test
    void an_object_can_be_pushed_and_needs_pkce_then() {
        assertThat(json(bank().pushObject(KEY, members()))).containsEntry("error", "invalid_request")
                .doesNotContainKey("request_uri");
        var members = members();
        members.putAll(bank().members());
        members.put("code_challenge_method", "plain");
        assertThat(json(bank().pushObject(KEY, members))).containsEntry("error", "invalid_request");
        members.put("code_challenge_method", "S256");
        members.put("response_type", HYBRID);
        var pushed = json(bank().pushObject(KEY, members));
        var answer = TestBrowser.answer(authorize(
                Map.of("client_id", "bank", "request_uri", (String) pushed.get("request_uri"))));
        assertThat(json(redeem(bank(), answer.get("code")))).containsEntry("error", "invalid_grant");
    }

    @Test
    void tokens_are_bound_to_the_certificate() {
        var stranger = bank();
        stranger.certificate = TestCertificate.selfSigned("CN=stranger");
        var token = json(redeem(bank(), answer(members()).get("code"))).get("access_token");
        assertThat(stranger.userinfo(token).statusCode()).isEqualTo(401);
        assertThat(cardea.userinfo(token).statusCode()).isEqualTo(401);
        var without = bank();
        without.certificate = null;
        without.withProof = false;
        assertThat(json(redeem(without, answer(members()).get("code")))).doesNotContainKey("access_token");
    }

    @Test
    void other_kinds_of_answers_are_refused() {
        for (var type : List.of("code token", "code id_token token", "id_token", "token"))
            assertRefused(authorize(outside(KEY, members("response_type", type))), "unauthorized_client");
    }

    @Test
    void userinfo_repeats_the_name_of_the_request_or_gives_one() { // FAPI 1.0 Baseline §6.2.1
        var token = "Bearer " + json(redeem(bank(), answer(members()).get("code"))).get("access_token");
        var shown = CERTIFICATE.header();
        var named = cardea.get("/userinfo", "Authorization", token, "Client-Cert", shown, HEADER, ID);
        assertThat(named.headers().allValues(HEADER)).containsExactly(ID);
        var unnamed = cardea.get("/userinfo", "Authorization", token, "Client-Cert", shown);
        assertThat(unnamed.headers().firstValue(HEADER).orElseThrow()).matches("[0-9a-f-]{36}").isNotEqualTo(ID);
        var odd = cardea.get("/userinfo", "Authorization", token, "Client-Cert", shown, HEADER, "anything");
        assertThat(odd.headers().firstValue(HEADER).orElseThrow()).isNotEqualTo("anything");
        var refused = cardea.get("/userinfo", "Authorization", token, HEADER, ID);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().allValues(HEADER)).containsExactly(ID);
        var unnamedToo = cardea.get("/userinfo", "Authorization", token);
        assertThat(unnamedToo.statusCode()).isEqualTo(401);
        assertThat(unnamedToo.headers().firstValue(HEADER).orElseThrow()).matches("[0-9a-f-]{36}");
    }
}
