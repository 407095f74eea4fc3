package dev.cardea.login;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.factor.Factor;
import dev.cardea.factor.TestAuthenticator;
import dev.cardea.jose.Base64Url;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.cardea.TestBrowser.asksForPassword;
import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.BOB;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.client;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("WebAuthn Level 3 §7: passkeys as second factor and as the only one")
class PasskeyTest {
    private static final String STRONGEST = "urn:cardea:acr:phishing_resistant";
    private static TestCardea cardea;
    private TestAuthenticator key = new TestAuthenticator();
    private TestBrowser browser;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(client("web", "grant_types: [authorization_code, refresh_token]"));
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    @BeforeEach
    void alice_has_a_passkey() {
        for (var person : List.of(ALICE, BOB))
            cardea.server.stores().factors().removeAll(cardea.user(person).id(), List.of());
        cardea.clock.advance(Duration.ofDays(2));
        key = TestAuthenticator.add(cardea.signedIn(ALICE));
        browser = cardea.browser();
    }

    private static boolean isSignedIn(TestBrowser browser) {
        return browser.get("/account").statusCode() == 200;
    }

    private HttpResponse<String> afterPassword() {
        return browser.submit(browser.get("/login"), Map.of("username", ALICE, "password", PASSWORD));
    }

    private static List<Factor> factors(String person) {
        return cardea.server.stores().factors().of(cardea.user(person).id());
    }

    private static Map<String, Object> idToken(HttpResponse<String> granted) {
        return claims(json(cardea.tokenAs("web", Map.of("grant_type", "authorization_code", "code",
                TestBrowser.answer(granted).get("code"), "redirect_uri", TestCardea.REDIRECT, "code_verifier",
                TestCardea.VERIFIER))).get("id_token"));
    }

    @Test
    void signs_in_alone_where_the_owner_was_verified() { // §1.2.1
        var page = browser.open(request("client_id", "web"));
        assertThat(TestAuthenticator.options(page)).containsEntry("userVerification", "required")
                .containsEntry("rpId", "localhost")
                .doesNotContainKey("allowCredentials");
        assertThat(page.body()).contains("autocomplete=\"username webauthn\"");
        var claims = idToken(browser.submit(page, Map.of("credential", key.get(page))));
        assertThat(claims).containsEntry("sub", cardea.user(ALICE).id().value())
                .containsEntry("amr", List.of("pop", "user", "mfa"))
                .containsEntry("acr", STRONGEST);
    }

    @Test
    void is_the_second_factor_after_the_password() {
        var page = afterPassword();
        assertThat(TestAuthenticator.options(page).toString()).contains(Base64Url.encode(key.id));
        key.verified = false;
        key.userHandle = null;
        browser.submit(page, Map.of("credential", key.get(page)));
        assertThat(isSignedIn(browser)).isTrue();
        var claims = idToken(browser.open(request("client_id", "web", "acr_values", STRONGEST)));
        assertThat(claims).containsEntry("amr", List.of("pwd", "pop", "user", "mfa")).containsEntry("acr", STRONGEST);
    }

    @Test
    void says_that_it_may_be_on_several_devices() { // RFC 8176 §2 swk
        var synced = new TestAuthenticator();
        synced.eligible = true;
        var alice = cardea.browser();
        var login = alice.get("/login");
        alice.submit(login, Map.of("credential", key.get(login)));
        var page = alice.get("/account/security/add/passkey");
        alice.submit(page, Map.of("credential", synced.create(page), "name", "Synced"));
        var open = browser.open(request("client_id", "web"));
        assertThat(idToken(browser.submit(open, Map.of("credential", synced.get(open)))))
                .containsEntry("amr", List.of("pop", "swk", "user", "mfa"));
    }

    static Stream<Arguments> lies() {
        return Stream.of(
                lie("another origin", key -> key.origin = "https://sso.evil.example"),
                lie("a sub-domain", key -> key.origin = "http://x.localhost:8080"),
                lie("another port", key -> key.origin = "http://localhost:8081"),
                lie("another relying party", key -> key.rpId = "evil.example"),
                lie("another challenge", key -> key.challenge = Base64Url.encode(new byte[32])),
                lie("another kind of ceremony", key -> key.type = "webauthn.create"),
                lie("nobody present", key -> key.present = false));
    }

    private static Arguments lie(String name, Consumer<TestAuthenticator> lie) {
        return Arguments.of(name, lie);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void is_refused_as_the_only_factor(String name, Consumer<TestAuthenticator> lie) { // §7.2
        lie.accept(key);
        var page = browser.get("/login");
        assertThat(browser.submit(page, Map.of("credential", key.get(page))).statusCode()).isEqualTo(401);
        assertThat(isSignedIn(browser)).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void is_refused_as_the_second_factor(String name, Consumer<TestAuthenticator> lie) { // §7.2
        lie.accept(key);
        var page = afterPassword();
        assertThat(browser.submit(page, Map.of("credential", key.get(page))).statusCode()).isEqualTo(401);
        assertThat(isSignedIn(browser)).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void is_not_added(String name, Consumer<TestAuthenticator> lie) { // §7.1
        var bob = cardea.signedIn(BOB);
        var made = new TestAuthenticator();
        lie.accept(made);
        if ("webauthn.create".equals(made.type)) made.type = "webauthn.get";
        var page = bob.get("/account/security/add/passkey");
        assertThat(bob.submit(page, Map.of("credential", made.create(page))).statusCode()).isEqualTo(401);
        assertThat(factors(BOB)).isEmpty();
    }

    @Test
    void without_verification_is_not_enough_alone() { // §7.2 step 17
        key.verified = false;
        var page = browser.get("/login");
        assertThat(browser.submit(page, Map.of("credential", key.get(page))).statusCode()).isEqualTo(401);
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    void that_names_somebody_else_or_nobody_is_refused_alone() { // §7.2 step 6
        for (var handle : new String[]{cardea.user(BOB).id().value(), "" }) {
            key.userHandle = handle.isEmpty() ? null : handle.getBytes(StandardCharsets.UTF_8);
            var page = browser.get("/login");
            assertThat(browser.submit(page, Map.of("credential", key.get(page))).statusCode()).isEqualTo(401);
        }
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    void of_somebody_else_is_no_second_factor() {
        var bobs = TestAuthenticator.add(cardea.signedIn(BOB));
        var page = afterPassword();
        assertThat(browser.submit(page, Map.of("credential", bobs.get(page))).statusCode()).isEqualTo(401);
        // Nor is one that nobody has.
        var again = browser.get("/login/factor/passkey?request=" + TestBrowser.hidden(page).get("request"));
        assertThat(browser.submit(again, Map.of("credential", new TestAuthenticator().get(again))).statusCode())
                .isEqualTo(401);
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    void answers_a_challenge_once() { // §13.4.3
        var page = browser.get("/login");
        var answer = key.get(page);
        browser.submit(page, Map.of("credential", answer));
        assertThat(isSignedIn(browser)).isTrue();
        browser.cookies.remove("cardea_session");
        assertThat(browser.submit(page, Map.of("credential", answer)).statusCode()).isEqualTo(401);
        assertThat(browser.submit(page, Map.of("credential", key.get(page))).statusCode()).isEqualTo(401);
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    void answers_a_challenge_of_this_browser_page_and_time() { // §13.4.3
        var page = browser.get("/login");
        var other = cardea.browser();
        var form = TestBrowser.hidden(other.get("/login"));
        form.putAll(Map.of("ceremony", TestBrowser.hidden(page).getOrDefault("ceremony", ""), "credential",
                key.get(page)));
        assertThat(other.post("/login", form).statusCode()).isEqualTo(401);
        // The challenge of the second factor is none for the only one.
        var factor = afterPassword();
        var mixed = TestBrowser.hidden(browser.get("/login"));
        mixed.putAll(Map.of("ceremony", TestBrowser.hidden(factor).getOrDefault("ceremony", ""), "credential",
                key.get(factor)));
        assertThat(browser.post("/login", mixed).statusCode()).isEqualTo(401);
        var late = browser.get("/login");
        cardea.clock.advance(Duration.ofMinutes(16));
        assertThat(browser.submit(late, Map.of("credential", key.get(late))).statusCode()).isEqualTo(401);
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    void that_counts_backwards_is_a_copy_and_refused() { // §6.1.1, §7.2 step 22
        key.counter = 5;
        var page = browser.get("/login");
        browser.submit(page, Map.of("credential", key.get(page)));
        assertThat(isSignedIn(browser)).isTrue();
        for (int counter : new int[]{5, 4, 0 }) {
            key.counter = counter;
            var other = cardea.browser();
            var login = other.get("/login");
            assertThat(other.submit(login, Map.of("credential", key.get(login))).statusCode()).isEqualTo(401);
        }
        assertThat(cardea.server.stores().audit().latest(20))
                .filteredOn(entry -> entry.type().equals("PasskeyCloned"))
                .hasSize(3);
        key.counter = 6;
        var other = cardea.browser();
        var login = other.get("/login");
        other.submit(login, Map.of("credential", key.get(login)));
        assertThat(isSignedIn(other)).isTrue();
    }

    @Test
    void of_an_account_that_is_disabled_does_not_sign_in() {
        var carol = cardea.user(BOB);
        var bobs = TestAuthenticator.add(cardea.signedIn(BOB));
        cardea.disableUser(BOB);
        try {
            var page = browser.get("/login");
            assertThat(browser.submit(page, Map.of("credential", bobs.get(page))).statusCode()).isEqualTo(401);
            assertThat(isSignedIn(browser)).isFalse();
        } finally {
            cardea.server.stores().users().put(carol);
        }
    }

    @Test
    void is_one_persons_only() {
        var bob = cardea.signedIn(BOB);
        var page = bob.get("/account/security/add/passkey");
        assertThat(bob.submit(page, Map.of("credential", key.create(page))).statusCode()).isEqualTo(401);
        assertThat(factors(BOB)).isEmpty();
    }

    @Test
    void what_is_no_answer_at_all_is_refused() {
        for (var answer : List.of("x", "{}", "[]", "null", "{\"id\":\"AAAA\",\"rawId\":\"AAAA\",\"response\":{}}",
                "x".repeat(40_000))) {
            var page = browser.get("/login");
            assertThat(browser.submit(page, Map.of("credential", answer)).statusCode()).as(answer).isIn(400, 401, 413);
        }
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    void a_step_up_asks_for_it_alone() { // RFC 9470 §3
        // A remembered device signs in with the password alone.
        var page = afterPassword();
        browser.submit(page, Map.of("credential", key.get(page), "remember", "1"));
        browser.cookies.remove("cardea_session");
        afterPassword();
        assertThat(isSignedIn(browser)).isTrue();
        var step = browser.open(request("client_id", "web", "acr_values", STRONGEST));
        assertThat(asksForPassword(step)).isFalse();
        assertThat(idToken(browser.submit(step, Map.of("credential", key.get(step))))).containsEntry("acr", STRONGEST);
    }

    @Test
    void programs_that_keep_passkeys_learn_where_they_are_looked_after() { // passkey-endpoints
        assertThat(json(cardea.get("/.well-known/passkey-endpoints")))
                .containsEntry("enroll", TestCardea.ISSUER + "/account/security/add/passkey")
                .containsEntry("manage", TestCardea.ISSUER + "/account/security");
    }
}
