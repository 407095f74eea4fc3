package dev.cardea.logout;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.TestJwks;
import dev.cardea.outbox.OutboxStore.State;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.BOB;
import static dev.cardea.TestCardea.ISSUER;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("OpenID Connect Back-Channel Logout 1.0")
class BackChannelLogoutTest {
    private static final String LOGOUT = "/oauth2/sessions/logout";
    private static final Receiver RECEIVER = new Receiver();
    private static final Receiver ANOTHER = new Receiver();
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(client("told", "/told", "")
                + client("elliptic", "/elliptic?from=cardea", "id_token_signed_response_alg: ES256, ")
                + client("mail", "/mail", "subject_claim: email, ")
                + client("pair", "/pair", "subject_type: pairwise, ")
                + client("front", "/front",
                        "grant_types: [implicit], response_types: [id_token], scope: openid, ")
                + client("off", "/off", "")
                + TestCardea.client("silent", "scope: openid")
                + TestCardea.client("another", "backchannel_logout_uri: \"" + ANOTHER.uri("/") + "\"")
                + "outbound: { private_addresses: allow }\n");
    }

    private static String client(String id, String path, String settings) {
        return TestCardea.client(id, settings + "backchannel_logout_uri: \"" + RECEIVER.uri(path)
                + "\", backchannel_logout_session_required: true");
    }

    @AfterAll
    static void stop() {
        cardea.close();
        RECEIVER.close();
        ANOTHER.close();
    }

    /// Takes the person of this browser to a client.
    private static Map<String, Object> visit(TestBrowser browser, String client) {
        var code = TestBrowser
                .answer(browser.authorize(request("client_id", client, "scope", "openid"), ALICE, PASSWORD))
                .get("code");
        return json(cardea.tokenAs(client, Map.of("grant_type", "authorization_code", "code", code,
                "redirect_uri", TestCardea.REDIRECT, "code_verifier", TestCardea.VERIFIER)));
    }

    private static void signOut(TestBrowser browser) {
        browser.submit(browser.get(LOGOUT), Map.of());
    }

    private static Map<String, Object> toldAfter(String client, Map<String, Object> idToken) throws Exception {
        var told = RECEIVER.next().claims();
        assertThat(told).containsEntry("aud", client)
                .containsEntry("sub", idToken.get("sub"))
                .containsEntry("sid", idToken.get("sid"));
        return told;
    }

    @Test
    void is_announced() { // §2.1
        assertThat(json(cardea.get("/.well-known/openid-configuration")))
                .containsEntry("backchannel_logout_supported", true)
                .containsEntry("backchannel_logout_session_supported", true);
    }

    @Test
    void a_logout_token_has_just_these_claims() throws Exception { // §2.4
        var browser = cardea.signedIn(ALICE);
        var idToken = claims(visit(browser, "told").get("id_token"));
        signOut(browser);
        var call = RECEIVER.next();
        assertThat(call.method()).isEqualTo("POST"); // §2.5
        assertThat(call.contentType()).isEqualTo("application/x-www-form-urlencoded");
        assertThat(call.form().single()).containsOnlyKeys("logout_token");
        var token = call.token();
        assertThat(token.getHeader().getType()).hasToString("logout+jwt");
        assertThat(token.getHeader().getAlgorithm()).hasToString("RS256");
        assertThat(TestJwks.of(cardea).verifies(token)).isTrue();
        long now = cardea.clock.instant().getEpochSecond();
        var jti = (String) call.claims().get("jti");
        assertThat(jti).hasSizeGreaterThan(16);
        assertThat(call.claims()).isEqualTo(Map.of("iss", ISSUER, "sub", idToken.get("sub"), "aud", "told", "iat", now,
                "exp", now + 120, "jti", jti, "sid", idToken.get("sid"), "events",
                Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of())));
    }

    @Test
    void is_signed_like_the_clients_id_tokens() throws Exception {
        var browser = cardea.signedIn(ALICE);
        visit(browser, "elliptic");
        signOut(browser);
        var token = RECEIVER.next().token();
        assertThat(token.getHeader().getAlgorithm()).hasToString("ES256");
        assertThat(TestJwks.of(cardea).verifies(token)).isTrue();
    }

    @Test
    void names_the_person_as_the_client_knows_them() throws Exception {
        for (var client : new String[]{"mail", "pair" }) {
            var browser = cardea.signedIn(ALICE);
            var idToken = claims(visit(browser, client).get("id_token"));
            signOut(browser);
            toldAfter(client, idToken);
        }
    }

    @Test
    void is_no_id_token_hint() throws Exception { // §4: the typ keeps it from being taken for another JWT
        var browser = cardea.signedIn(ALICE);
        visit(browser, "told");
        signOut(browser);
        var token = RECEIVER.next().form().require("logout_token");
        assertThat(cardea.signedIn(ALICE).get(LOGOUT + "?id_token_hint=" + token).statusCode()).isEqualTo(400);
        assertThat(cardea.userinfo(token).statusCode()).isEqualTo(401);
    }

    @Test
    void reaches_every_client_of_the_session_once_and_nobody_else() throws Exception {
        var browser = cardea.signedIn(ALICE);
        var elsewhere = cardea.signedIn(ALICE);
        visit(elsewhere, "elliptic");
        visit(browser, "silent");
        visit(browser, "another");
        var told = claims(visit(browser, "told").get("id_token"));
        visit(browser, "told");
        signOut(browser);
        toldAfter("told", told);
        assertThat(ANOTHER.next().claims()).containsEntry("aud", "another");
        assertThat(Ledger.of(cardea, "silent")).isEmpty();
        browser.get(LOGOUT);
        signOut(elsewhere);
        assertThat(RECEIVER.next().claims()).containsEntry("aud", "elliptic");
        assertThat(RECEIVER.waiting() + ANOTHER.waiting()).isZero();
    }

    @Test
    void reaches_a_client_that_has_an_id_token_from_the_browser_only() throws Exception {
        var browser = cardea.signedIn(ALICE);
        var answer = TestBrowser
                .answer(browser.open(request("client_id", "front", "scope", "openid", "response_type", "id_token")));
        signOut(browser);
        toldAfter("front", claims(answer.get("id_token")));
    }

    @Test
    void reaches_a_client_whose_code_was_not_redeemed_and_never_will_be() throws Exception {
        var browser = cardea.signedIn(ALICE);
        for (var scope : new String[]{"openid", "openid offline_access" }) {
            var code = TestBrowser
                    .answer(browser.authorize(request("client_id", "told", "scope", scope), ALICE, PASSWORD))
                    .get("code");
            signOut(browser);
            assertThat(RECEIVER.next().claims()).containsEntry("aud", "told");
            assertThat(json(cardea.tokenAs("told", Map.of("grant_type", "authorization_code", "code", code,
                    "redirect_uri", TestCardea.REDIRECT, "code_verifier", TestCardea.VERIFIER))))
                    .containsEntry("error", "invalid_grant");
        }
    }

    @Test
    void does_not_reach_a_client_that_is_disabled() throws Exception {
        var browser = cardea.signedIn(ALICE);
        visit(browser, "off");
        visit(browser, "told");
        cardea.disableClient("off");
        signOut(browser);
        assertThat(RECEIVER.next().claims()).containsEntry("aud", "told");
        assertThat(Ledger.of(cardea, "off")).isEmpty();
    }

    @Test
    void reaches_the_clients_of_whoever_was_signed_in_before() throws Exception {
        var browser = cardea.signedIn(ALICE);
        var idToken = claims(visit(browser, "told").get("id_token"));
        browser.submit(browser.get("/login"), Map.of("username", BOB, "password", PASSWORD));
        toldAfter("told", idToken);
        assertThat(cardea.server.stores().audit().latest(2)).extracting(entry -> entry.type())
                .containsExactly("SignedIn", "SessionEnded");
    }

    @Test
    void reaches_nobody_when_the_same_person_signs_in_again() throws Exception {
        var browser = cardea.signedIn(ALICE);
        visit(browser, "told");
        browser.submit(browser.get("/login"), Map.of("username", ALICE, "password", PASSWORD));
        var again = claims(visit(browser, "told").get("id_token"));
        signOut(browser);
        toldAfter("told", again);
        assertThat(RECEIVER.waiting()).isZero();
    }

    @Test
    void reaches_nobody_when_a_session_is_left_to_expire() throws Exception {
        var browser = cardea.signedIn(ALICE);
        visit(browser, "told");
        cardea.clock.advance(Duration.ofMinutes(31));
        assertThat(TestBrowser.asksForPassword(browser.open(request()))).isTrue();
        browser.get(LOGOUT);
        var other = cardea.signedIn(ALICE);
        visit(other, "elliptic");
        signOut(other);
        assertThat(RECEIVER.next().claims()).containsEntry("aud", "elliptic");
        assertThat(RECEIVER.waiting()).isZero();
    }

    @Test
    void reaches_the_clients_of_a_session_that_is_ended_although_it_had_expired() throws Exception {
        var browser = cardea.signedIn(ALICE);
        var tokens = visit(browser, "told");
        cardea.clock.advance(Duration.ofMinutes(31));
        browser.get(LOGOUT + "?id_token_hint=" + tokens.get("id_token"));
        toldAfter("told", claims(tokens.get("id_token")));
    }

    @Test
    void is_in_the_ledger() throws Exception {
        cardea.clock.advance(Duration.ofSeconds(1)); // so that it is the newest
        var browser = cardea.signedIn(ALICE);
        var idToken = claims(visit(browser, "told").get("id_token"));
        signOut(browser);
        var delivery = RECEIVER.next().delivery();
        var entry = Ledger.await(cardea, "told", State.acknowledged);
        assertThat(entry.message().id()).hasToString(delivery);
        assertThat(entry.message().reference()).isEqualTo(idToken.get("sid"));
        assertThat(entry.status()).isEqualTo(200);
        assertThat(entry.attempts()).isEqualTo(1);
        assertThat(entry.error()).isNull();
        assertThat(entry.latency()).isPositive();
        assertThat(cardea.get("/metrics").body())
                .contains("cardea_outbox_tries_seconds_count{kind=\"backchannel_logout\",result=\"acknowledged\"}");
    }
}
