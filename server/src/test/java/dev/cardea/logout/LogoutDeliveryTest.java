package dev.cardea.logout;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.outbox.OutboxStore.State;
import dev.cardea.store.Race;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.request;
import static dev.cardea.logout.Receiver.redirect;
import static dev.cardea.logout.Receiver.status;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("OpenID Connect Back-Channel Logout 1.0 §2.5, §2.8: logout tokens arrive, whatever happens on the way")
class LogoutDeliveryTest {
    private static final String LOGOUT = "/oauth2/sessions/logout";
    private static final int HUNDRED_MEGABYTES = 100 << 20;
    private final Receiver receiver = new Receiver();
    private final Receiver another = new Receiver();
    private TestCardea cardea = new TestCardea(clients() + "outbound: { private_addresses: allow, timeout: 2s }\n");
    private TestBrowser browser;

    @BeforeEach
    void sign_in() {
        browser = cardea.signedIn(ALICE);
        visit("told");
    }

    @AfterEach
    void stop() {
        receiver.close();
        another.close();
        cardea.close();
    }

    private String clients() {
        return TestCardea.client("told", "backchannel_logout_uri: \"" + receiver.uri("/") + "\"")
                + TestCardea.client("another", "backchannel_logout_uri: \"" + another.uri("/") + "\"");
    }

    private void visit(String client) {
        browser.authorize(request("client_id", client, "scope", "openid"), ALICE, PASSWORD);
    }

    private void signOut() {
        browser.submit(browser.get(LOGOUT), Map.of());
    }

    @Test
    void at_a_second_try_with_another_token() throws Exception {
        receiver.reply(status(500), status(204));
        signOut();
        var first = receiver.next();
        var failed = Ledger.awaitTries(cardea, "told", 1);
        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.error()).isEqualTo("answered 500");
        assertThat(failed.dueAt()).isEqualTo(cardea.clock.instant().plusSeconds(1));
        cardea.clock.advance(Duration.ofSeconds(1));
        var second = receiver.next();
        assertThat(second.delivery()).isEqualTo(first.delivery());
        assertThat(second.claims().get("jti")).isNotEqualTo(first.claims().get("jti"));
        assertThat(second.claims().get("sid")).isEqualTo(first.claims().get("sid"));
        var entry = Ledger.await(cardea, "told", State.acknowledged);
        assertThat(entry.status()).isEqualTo(204);
        assertThat(entry.attempts()).isEqualTo(2);
    }

    @Test
    void or_are_refused_by_the_client_for_good() throws Exception { // §2.8
        receiver.reply(status(400, "{\"error\":\"invalid_request\",\n\"error_description\":\"no such session\"}"));
        signOut();
        receiver.next();
        var entry = Ledger.await(cardea, "told", State.failed);
        assertThat(entry.status()).isEqualTo(400);
        assertThat(entry.error()).contains("no such session").doesNotContain("\n");
        assertThat(entry.dueAt()).isNull();
    }

    @Test
    void not_where_a_redirect_leads() throws Exception {
        receiver.reply(redirect(another.uri("/")));
        signOut();
        receiver.next();
        Ledger.awaitTries(cardea, "told", 1);
        assertThat(another.waiting()).isZero();
    }

    @Test
    void not_at_an_address_that_the_server_may_not_ask() {
        try (var careful = new TestCardea(clients())) {
            browser = careful.signedIn(ALICE);
            visit("told");
            signOut();
            var entry = Ledger.awaitTries(careful, "told", 1);
            assertThat(entry.status()).isNull();
            assertThat(entry.error()).isEqualTo("the host is not on the public internet");
            assertThat(receiver.waiting()).isZero();
        }
    }

    @Test
    void at_a_client_that_answers_much() throws Exception {
        receiver.reply(exchange -> {
            exchange.sendResponseHeaders(200, HUNDRED_MEGABYTES);
            var zeros = new byte[1 << 16];
            for (int sent = 0; sent < HUNDRED_MEGABYTES; sent += zeros.length) exchange.getResponseBody().write(zeros);
        });
        signOut();
        receiver.next();
        Ledger.awaitTries(cardea, "told", 1);
        cardea.clock.advance(Duration.ofSeconds(1));
        receiver.next();
        Ledger.await(cardea, "told", State.acknowledged);
    }

    @Test
    void while_another_client_says_nothing() throws Exception {
        receiver.reply(receiver.silence(), receiver.silence(), receiver.silence());
        visit("another");
        signOut();
        receiver.next();
        another.next();
        Ledger.await(cardea, "another", State.acknowledged);
        assertThat(Ledger.awaitTries(cardea, "told", 1).status()).isNull();
    }

    @Test
    void after_a_client_was_down() throws Exception {
        receiver.close();
        signOut();
        for (int i = 1; i <= 6; i++) {
            var due = Ledger.awaitTries(cardea, "told", i).dueAt();
            cardea.clock.advance(Duration.between(cardea.clock.instant(), due));
        }
        assertThat(Duration.between(cardea.clock.instant(), Ledger.awaitTries(cardea, "told", 7).dueAt()))
                .isEqualTo(Duration.ofHours(1));
        // To whatever address it has by then.
        cardea = cardea.restarted((TestCardea.CONFIGURATION + clients() + "outbound: { private_addresses: allow }\n")
                .replace(receiver.uri("/"), another.uri("/moved")));
        cardea.clock.advance(Duration.ofHours(1));
        assertThat(another.next().claims()).containsEntry("aud", "told");
        assertThat(Ledger.await(cardea, "told", State.acknowledged).attempts()).isEqualTo(8);
    }

    @Test
    void or_are_given_up_after_a_day() {
        receiver.close();
        signOut();
        for (int tries = 1; tries <= 2; tries++) {
            Ledger.awaitTries(cardea, "told", tries);
            cardea.clock.advance(Duration.ofHours(12).minusSeconds(2));
        }
        var entry = Ledger.await(cardea, "told", State.failed);
        assertThat(entry.dueAt()).isNull();
        assertThat(entry.error()).isNotBlank();
    }

    @Test
    void after_a_restart() throws Exception {
        receiver.reply(status(503));
        signOut();
        receiver.next();
        Ledger.awaitTries(cardea, "told", 1);
        cardea = cardea.restarted();
        cardea.clock.advance(Duration.ofSeconds(1));
        receiver.next();
        Ledger.await(cardea, "told", State.acknowledged);
    }

    @Test
    void after_a_restart_while_they_were_sent() throws Exception {
        receiver.reply(receiver.silence());
        signOut();
        receiver.next();
        cardea = cardea.restarted();
        // As after a kill: what was claimed by a node that is gone is anybody's once the claim expires.
        cardea.clock.advance(Duration.ofMinutes(1));
        receiver.next();
        Ledger.await(cardea, "told", State.acknowledged);
    }

    @Test
    void once_however_often_the_session_is_ended_at_the_same_time() throws Exception {
        visit("another");
        var page = browser.get(LOGOUT);
        var form = TestBrowser.encode(TestBrowser.hidden(page));
        var cookies = "cardea_browser=" + browser.cookies.get("cardea_browser") + "; cardea_session="
                + browser.cookies.get("cardea_session");
        var answers = Race.of(() -> cardea.send("POST", LOGOUT, form, "Cookie", cookies, "Content-Type",
                "application/x-www-form-urlencoded").statusCode());
        assertThat(answers).containsOnly(200);
        receiver.next();
        another.next();
        assertThat(Ledger.of(cardea, "told")).hasSize(1);
        assertThat(Ledger.of(cardea, "another")).hasSize(1);
        assertThat(cardea.server.stores().audit().latest(10)).filteredOn(entry -> entry.type().equals("SignedOut"))
                .hasSize(1);
    }

    @Test
    void each_in_its_own_request_where_there_are_many() throws Exception {
        for (int i = 0; i < 20; i++) {
            signOut();
            browser = cardea.signedIn(ALICE);
            visit("told");
        }
        var sessions = new HashSet<>();
        for (int i = 0; i < 20; i++) sessions.add(receiver.next().claims().get("sid"));
        assertThat(sessions).hasSize(20);
        assertThat(receiver.waiting()).isZero();
    }
}
