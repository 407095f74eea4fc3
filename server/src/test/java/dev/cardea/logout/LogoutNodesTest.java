package dev.cardea.logout;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.outbox.OutboxStore.State;
import dev.cardea.store.Backend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Several nodes on one database send each logout token once, and for each other")
class LogoutNodesTest {
    private static final int SESSIONS = 12;
    private final Receiver receiver = new Receiver();
    private final String configuration = TestCardea.CONFIGURATION
            + TestCardea.client("told", "backchannel_logout_uri: \"" + receiver.uri("/") + "\"")
            + "outbound: { private_addresses: allow }\nstore: { url: \"" + Backend.postgresql.ready()
            + "\", pool_size: 4 }\nsecret: " + "x".repeat(32) + "\n";
    private final TestCardea one = TestCardea.of(configuration);
    private final TestCardea two = TestCardea.of(configuration);

    @AfterEach
    void stop() {
        one.close();
        two.close();
        receiver.close();
    }

    /// A browser that signed in at one node and is known at the other.
    private TestBrowser signedIn() {
        var browser = one.signedIn(ALICE);
        browser.authorize(request("client_id", "told", "scope", "openid"), ALICE, PASSWORD);
        var elsewhere = two.browser();
        elsewhere.cookies.putAll(browser.cookies);
        return elsewhere;
    }

    private static void signOut(TestBrowser browser) {
        browser.submit(browser.get("/oauth2/sessions/logout"), Map.of());
    }

    @Test
    void once() throws Exception {
        var sessions = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) signOut(signedIn());
        for (int i = 0; i < SESSIONS; i++) sessions.add(receiver.next().claims().get("sid"));
        assertThat(sessions).doesNotHaveDuplicates();
        Ledger.await(one, "told", State.acknowledged);
        assertThat(receiver.waiting()).isZero();
    }

    @Test
    void for_a_node_that_is_gone() throws Exception {
        receiver.reply(receiver.silence());
        signOut(signedIn());
        receiver.next();
        one.close();
        two.clock.advance(Duration.ofMinutes(1));
        one.clock.advance(Duration.ofMinutes(1));
        receiver.next();
        Ledger.await(two, "told", State.acknowledged);
    }
}
