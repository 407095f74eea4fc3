package dev.cardea.dpop;

import com.nimbusds.jose.jwk.ECKey;
import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.cardea.TestCardea.REDIRECT;
import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.VERIFIER;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static dev.cardea.dpop.TestProof.thumbprint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

@DisplayName("RFC 9449 DPoP")
class DpopTest {
    private static final String TOKEN = "/oauth2/token";
    private static final String SPA = "http://127.0.0.1/cb";
    private static final ECKey KEY = TestProof.key();
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(TestCardea.client("bound", "dpop_bound_access_tokens: true,"
                + " grant_types: [authorization_code, refresh_token, client_credentials], issue_refresh_token: always,"
                + " scope: openid email orders"));
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static TestProof proof() {
        return new TestProof(KEY, cardea, "POST", TOKEN);
    }

    private static HttpResponse<String> machine(String client, Object... proofs) {
        var headers = Stream.concat(Stream.of("Authorization", basic(client, SECRET)),
                Stream.of(proofs).flatMap(proof -> Stream.of("DPoP", proof.toString()))).toArray(String[]::new);
        return cardea.post(TOKEN, Map.of("grant_type", "client_credentials"), headers);
    }

    private static Map<String, Object> tokens(ECKey key) {
        var code = cardea.givenCode("client_id", "bound", "scope", "openid email");
        return json(cardea.post(TOKEN, redemption(code, REDIRECT), "Authorization", basic("bound", SECRET), "DPoP",
                new TestProof(key, cardea, "POST", TOKEN).toString()));
    }

    private static Map<String, String> redemption(String code, String redirect) {
        var form = new LinkedHashMap<String, String>();
        form.putAll(Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", redirect,
                "code_verifier", VERIFIER));
        return form;
    }

    private static HttpResponse<String> userinfo(String scheme, Object token, Object proof) {
        return cardea.get("/userinfo", "Authorization", scheme + " " + token, "DPoP", proof.toString());
    }

    private static TestProof proofFor(ECKey key, Object token) {
        return new TestProof(key, cardea, "GET", "/userinfo").forToken(token);
    }

    private static void assertRefused(HttpResponse<String> response, String error) {
        assertThat(json(response)).containsEntry("error", error).doesNotContainKey("access_token");
        assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void binds_the_access_token_to_the_key_of_the_proof() { // §5, §6.1
        var answer = json(machine("machine", proof()));
        assertThat(answer).containsEntry("token_type", "DPoP");
        assertThat(claims(answer.get("access_token"))).containsEntry("cnf", Map.of("jkt", thumbprint(KEY)));
    }

    @Test
    void binds_nothing_without_a_proof() {
        var answer = json(machine("machine"));
        assertThat(answer).containsEntry("token_type", "Bearer");
        assertThat(claims(answer.get("access_token"))).doesNotContainKey("cnf");
    }

    @Test
    void is_required_of_a_client_that_is_registered_for_it() { // §5.2
        assertRefused(machine("bound"), "invalid_dpop_proof");
        assertThat(machine("bound", proof()).statusCode()).isEqualTo(200);
    }

    static Stream<Arguments> brokenProofs() {
        return Stream.of(
                broken("jti missing", p -> p.with("jti", null)),
                broken("jti empty", p -> p.with("jti", "")),
                broken("jti a number", p -> p.with("jti", 7)),
                broken("jti endless", p -> p.with("jti", "x".repeat(300))),
                broken("htm missing", p -> p.with("htm", null)),
                broken("htm of another method", p -> p.with("htm", "GET")),
                broken("htm in lower case", p -> p.with("htm", "post")),
                broken("htu missing", p -> p.with("htu", null)),
                broken("htu of another path", p -> p.with("htu", TestCardea.ISSUER + "/userinfo")),
                broken("htu of another host", p -> p.with("htu", "https://evil.example" + TOKEN)),
                broken("htu of another port", p -> p.with("htu", "http://localhost:8081" + TOKEN)),
                broken("htu of another scheme", p -> p.with("htu", "https://localhost:8080" + TOKEN)),
                broken("htu without a host", p -> p.with("htu", TOKEN)),
                broken("htu no address", p -> p.with("htu", "http://[")),
                broken("iat missing", p -> p.with("iat", null)),
                broken("iat a text", p -> p.with("iat", "now")),
                broken("iat too old", p -> p.with("iat", cardea.clock.instant().getEpochSecond() - 70)),
                broken("iat in the future", p -> p.with("iat", cardea.clock.instant().getEpochSecond() + 30)),
                broken("iat beyond all times", p -> p.with("iat", 1e300)),
                broken("typ JWT", p -> p.typ = "JWT"),
                broken("typ at+jwt", p -> p.typ = "at+jwt"),
                broken("no key", p -> p.shown = null),
                broken("a private key", p -> p.shown = KEY),
                broken("another key than the signer's", p -> p.signer = TestProof.key()));
    }

    private static Arguments broken(String name, Consumer<TestProof> how) {
        return argumentSet(name, how);
    }

    @ParameterizedTest
    @MethodSource("brokenProofs")
    void refuses_a_proof_that_is_not_right(Consumer<TestProof> how) { // §4.3
        var proof = proof();
        how.accept(proof);
        assertRefused(machine("machine", proof), "invalid_dpop_proof");
    }

    @Test
    void refuses_what_is_no_proof() { // §4.3
        for (var text : List.of("x", "a.b.c", "..", "eyJhbGciOiJub25lIn0.e30.",
                basic("machine", SECRET).substring(6)))
            assertRefused(machine("machine", text), "invalid_dpop_proof");
        assertRefused(machine("machine", proof(), proof()), "invalid_dpop_proof"); // step 1
    }

    @Test
    void compares_addresses_as_addresses() { // §4.3 step 9
        for (var htu : List.of("HTTP://LOCALHOST:8080" + TOKEN, TestCardea.ISSUER + TOKEN + "?x=y#z",
                TestCardea.ISSUER + "/a/.." + TOKEN))
            assertThat(machine("machine", proof().with("htu", htu)).statusCode()).as(htu).isEqualTo(200);
    }

    @Test
    void takes_a_proof_once_whatever_the_concurrency() throws Exception { // §11.1
        var proof = proof().toString();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<HttpResponse<String>> use = () -> machine("machine", proof);
            var answers = threads.invokeAll(Collections.nCopies(32, use));
            int accepted = 0;
            for (var answer : answers) if (answer.get().statusCode() == 200) accepted++;
            assertThat(accepted).isEqualTo(1);
        }
        assertRefused(machine("machine", proof), "invalid_dpop_proof");
    }

    @Test
    void gives_a_nonce_and_wants_it_right() { // §8
        var nonce = machine("machine", proof()).headers().firstValue("DPoP-Nonce").orElseThrow();
        assertThat(machine("machine", proof().with("nonce", nonce)).statusCode()).isEqualTo(200);
        var wrong = machine("machine", proof().with("nonce", "wrong"));
        assertRefused(wrong, "use_dpop_nonce");
        assertThat(wrong.headers().firstValue("DPoP-Nonce")).hasValue(nonce);
        assertRefused(machine("machine", proof().with("nonce", 7)), "use_dpop_nonce");
        assertThat(machine("machine").headers().firstValue("DPoP-Nonce")).isEmpty();
    }

    @Test
    void wants_a_nonce_where_it_is_configured_to_and_forgets_old_ones() {
        try (var strict = new TestCardea("features: { dpop_nonce: required }\n")) {
            var first = strict.post(TOKEN, Map.of("grant_type", "client_credentials"), "Authorization",
                    basic("machine", SECRET), "DPoP", new TestProof(KEY, strict, "POST", TOKEN).toString());
            assertRefused(first, "use_dpop_nonce");
            var nonce = first.headers().firstValue("DPoP-Nonce").orElseThrow();
            assertThat(strict.post(TOKEN, Map.of("grant_type", "client_credentials"), "Authorization",
                    basic("machine", SECRET), "DPoP",
                    new TestProof(KEY, strict, "POST", TOKEN).with("nonce", nonce).toString()).statusCode())
                    .isEqualTo(200);
            strict.clock.advance(Duration.ofMinutes(5));
            assertRefused(strict.post(TOKEN, Map.of("grant_type", "client_credentials"), "Authorization",
                    basic("machine", SECRET), "DPoP",
                    new TestProof(KEY, strict, "POST", TOKEN).with("nonce", nonce).toString()), "use_dpop_nonce");
        }
    }

    @Test
    void opens_userinfo_to_whoever_shows_the_key() { // §7.1
        var token = tokens(KEY).get("access_token");
        var response = userinfo("DPoP", token, proofFor(KEY, token));
        assertThat(json(response)).containsEntry("email", TestCardea.ALICE);
        assertThat(userinfo("dpop", token, proofFor(KEY, token)).statusCode()).isEqualTo(200);
    }

    @Test
    void opens_userinfo_to_nobody_else() { // §7.1, §7.2
        var token = tokens(KEY).get("access_token");
        var other = TestProof.key();
        for (var refused : List.of(
                cardea.userinfo(token), // as a bearer token
                cardea.get("/userinfo", "Authorization", "DPoP " + token), // without a proof
                userinfo("Bearer", token, proofFor(KEY, token)),
                userinfo("DPoP", token, proofFor(other, token)),
                userinfo("DPoP", token, proofFor(KEY, token).with("ath", null)),
                userinfo("DPoP", token, proofFor(KEY, "another token")),
                userinfo("DPoP", token, proofFor(KEY, token).with("htm", "POST")),
                userinfo("DPoP", cardea.givenTokens().get("access_token"), proofFor(KEY, "unbound")))) {
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow()).contains("error=");
            assertThat(refused.body()).doesNotContain("email");
        }
    }

    @Test
    void says_in_its_challenge_what_was_wrong() { // §7.1
        var token = tokens(KEY).get("access_token");
        var refused = userinfo("DPoP", token, proofFor(KEY, token).with("nonce", "wrong"));
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("DPoP ")
                .contains("error=\"use_dpop_nonce\"");
        assertThat(refused.headers().firstValue("DPoP-Nonce")).isPresent();
        assertThat(cardea.get("/userinfo").headers().allValues("WWW-Authenticate"))
                .anyMatch(challenge -> challenge.startsWith("DPoP algs=\"") && challenge.contains("ES256"));
    }

    @Test
    void is_told_by_introspection() { // §6.2
        var token = (String) tokens(KEY).get("access_token");
        assertThat(json(cardea.post("/oauth2/introspect", Map.of("token", token), "Authorization",
                basic("bound", SECRET)))).containsEntry("active", true)
                .containsEntry("token_type", "DPoP")
                .containsEntry("cnf", Map.of("jkt", thumbprint(KEY)));
    }

    @Test
    void binds_refresh_tokens_of_public_clients() { // §5
        var code = TestBrowser.answer(cardea.browser()
                .authorize(request("client_id", "spa", "redirect_uri", SPA,
                        "scope", "openid"), TestCardea.ALICE, TestCardea.PASSWORD))
                .get("code");
        var form = redemption(code, SPA);
        form.put("client_id", "spa");
        var first = json(cardea.post(TOKEN, form, "DPoP", proof().toString()));
        var refresh = Map.of("grant_type", "refresh_token", "client_id", "spa", "refresh_token",
                (String) first.get("refresh_token"));
        assertThat(json(cardea.post(TOKEN, refresh))).containsEntry("error", "invalid_grant");
        assertThat(json(cardea.post(TOKEN, refresh, "DPoP",
                new TestProof(TestProof.key(), cardea, "POST", TOKEN).toString())))
                .containsEntry("error", "invalid_grant");
        // Neither attempt has cost the client its token.
        var second = json(cardea.post(TOKEN, refresh, "DPoP", proof().toString()));
        assertThat(second).containsEntry("token_type", "DPoP").containsKey("refresh_token");
        assertThat(json(cardea.post(TOKEN, Map.of("grant_type", "refresh_token", "client_id", "spa", "refresh_token",
                (String) second.get("refresh_token"))))).containsEntry("error", "invalid_grant");
    }

    @Test
    void lets_confidential_clients_change_the_key() { // §5
        var refresh = Map.of("grant_type", "refresh_token", "refresh_token", (String) tokens(KEY).get("refresh_token"));
        var other = TestProof.key();
        var answer = json(cardea.post(TOKEN, refresh, "Authorization", basic("bound", SECRET), "DPoP",
                new TestProof(other, cardea, "POST", TOKEN).toString()));
        assertThat(claims(answer.get("access_token"))).containsEntry("cnf", Map.of("jkt", thumbprint(other)));
    }

    @Test
    void binds_the_code_where_the_request_asks_for_it() { // §10
        for (var key : List.of(KEY, TestProof.key())) {
            var code = cardea.givenCode("client_id", "bound", "scope", "openid", "dpop_jkt", thumbprint(KEY));
            var answer = json(cardea.post(TOKEN, redemption(code, REDIRECT), "Authorization", basic("bound", SECRET),
                    "DPoP", new TestProof(key, cardea, "POST", TOKEN).toString()));
            if (key == KEY) assertThat(answer).containsEntry("token_type", "DPoP");
            else
                assertThat(answer).containsEntry("error", "invalid_grant");
        }
        var code = cardea.givenCode("dpop_jkt", thumbprint(KEY));
        assertThat(json(cardea.redeem(code))).containsEntry("error", "invalid_grant");
    }

    @Test
    void refuses_a_thumbprint_that_is_none() {
        var answer = TestBrowser.answer(cardea.signedIn(TestCardea.ALICE).open(request("dpop_jkt", "short")));
        assertThat(answer).containsEntry("error", "invalid_request");
    }

    @Test
    void is_published() { // §5.1
        assertThat(json(cardea.get("/.well-known/openid-configuration")))
                .extracting("dpop_signing_alg_values_supported")
                .asString()
                .contains("ES256", "PS256", "EdDSA")
                .doesNotContain("HS256", "none");
    }
}
