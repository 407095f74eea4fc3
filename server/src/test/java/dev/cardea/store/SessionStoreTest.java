package dev.cardea.store;

import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.ExpiringId;
import dev.cardea.oauth.TokenHash;
import dev.cardea.outbox.Message;
import dev.cardea.session.Session;
import dev.cardea.session.SessionStore;
import dev.cardea.session.SessionStore.Found;
import dev.cardea.token.AuthorizationCodeStore.Redemption;
import dev.cardea.user.User;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.store.Cast.APP;
import static dev.cardea.store.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("SessionStore")
class SessionStoreTest extends StoreContract {
    private final SessionStore sessions = stores.sessions();
    private final User alice = Cast.alice();
    private final Session session = Cast.session(alice);
    private final TokenHash secret = Cast.secret();

    SessionStoreTest(Backend backend) {
        super(backend);
        stores.users().put(alice);
        sessions.start(session, secret);
    }

    @Test
    void finds_a_session_with_its_account_as_it_is_now() {
        assertThat(sessions.find(session.id())).hasValue(new Found(session, secret, alice));
        stores.users().put(Cast.disabled(alice));
        assertThat(sessions.find(session.id())).hasValue(new Found(session, secret, Cast.disabled(alice)));
        assertThat(sessions.find(new ExpiringId(session.id().bucket() + 1, session.id().id()))).isEmpty();
    }

    @Test
    void renews_the_secret_and_the_proof() {
        var replacement = Cast.secret();
        assertThat(sessions.renew(session.id(), Cast.secret(), replacement, NOW, List.of("x"), "x")).isFalse();
        assertThat(sessions.find(session.id())).hasValue(new Found(session, secret, alice));
        assertThat(sessions.renew(session.id(), secret, replacement, NOW.plusSeconds(5), List.of("hwk"), "urn:x"))
                .isTrue();
        assertThat(sessions.find(session.id())).hasValueSatisfying(found -> {
            assertThat(found.secret()).isEqualTo(replacement);
            assertThat(found.session().authTime()).isEqualTo(NOW.plusSeconds(5));
            assertThat(found.session().amr()).containsExactly("hwk");
            assertThat(found.session().acr()).isEqualTo("urn:x");
            assertThat(found.session().createdAt()).isEqualTo(NOW);
        });
    }

    @Test
    void renews_for_exactly_one_of_many_concurrent_callers() throws InterruptedException {
        var number = new AtomicInteger();
        var results = Race.of(() -> sessions.renew(
                session.id(), secret, TokenHash.of("new" + number.incrementAndGet()), NOW, List.of("pwd"), "x"));
        assertThat(results).filteredOn(renewed -> renewed).hasSize(1);
    }

    @Test
    void remembers_when_it_was_last_seen() {
        sessions.touch(session.id(), NOW.plusSeconds(60));
        assertThat(sessions.find(session.id()).orElseThrow().session().lastSeenAt()).isEqualTo(NOW.plusSeconds(60));
        sessions.touch(session.id(), NOW.plusSeconds(30));
        assertThat(sessions.find(session.id()).orElseThrow().session().lastSeenAt()).isEqualTo(NOW.plusSeconds(60));
    }

    private List<ClientId> clients() {
        return sessions.find(session.id()).orElseThrow().session().clients();
    }

    @Test
    void notes_each_client_once() throws InterruptedException {
        var odd = new ClientId("ap%_'");
        sessions.join(session.id(), APP);
        sessions.join(session.id(), new ClientId("ap"));
        Race.of(() -> {
            sessions.join(session.id(), odd);
            return true;
        });
        sessions.join(session.id(), APP);
        assertThat(clients()).containsExactly(APP, new ClientId("ap"), odd);
        sessions.join(Cast.session(alice).id(), APP);
    }

    @Test
    void notes_the_client_with_its_first_code() {
        var code = Cast.code(Cast.authorization(session, "openid"));
        stores.codes().addFirst(code);
        assertThat(clients()).containsExactly(APP);
        assertThat(stores.codes().redeem(code.key(), null)).isInstanceOf(Redemption.First.class);
        stores.codes().addFirst(Cast.code(Cast.authorization(session, "openid")));
        assertThat(clients()).containsExactly(APP);
    }

    @Test
    void keeps_the_code_of_a_session_that_has_ended_for_whoever_notices() {
        var code = Cast.code(Cast.authorization(session, "openid"));
        sessions.forget(session.id());
        stores.codes().addFirst(code);
        assertThat(stores.codes().redeem(code.key(), null)).isInstanceOfSatisfying(Redemption.First.class,
                first -> assertThat(first.standing().sessionAlive()).isFalse());
    }

    @Test
    void ends_a_session_once() throws InterruptedException {
        assertThat(Race.of(() -> sessions.end(session.id(), List.of(), List.of()))).filteredOn(ended -> ended)
                .hasSize(1);
        assertThat(sessions.find(session.id())).isEmpty();
        assertThat(sessions.renew(session.id(), secret, Cast.secret(), NOW, List.of("pwd"), "x")).isFalse();
        sessions.touch(session.id(), NOW.plusSeconds(60));
        assertThat(sessions.find(session.id())).isEmpty();
    }

    @Test
    void leaves_the_farewells_of_exactly_one_of_many_concurrent_callers() throws InterruptedException {
        sessions.join(session.id(), APP);
        var sid = session.id().toString();
        var results = Race.of(() -> sessions.end(session.id(), List.of(APP),
                List.of(Message.of("farewell", "app", sid, "{}", new SecureRandom(), NOW))));
        assertThat(results).filteredOn(ended -> ended).hasSize(1);
        assertThat(stores.outbox().ledger("farewell", null, sid, 100)).hasSize(1);
    }

    @Test
    void does_not_end_a_session_that_has_another_client_meanwhile() {
        sessions.join(session.id(), APP);
        var message = Cast.message(Cast.unique("client"));
        assertThat(sessions.end(session.id(), List.of(), List.of(message))).isFalse();
        assertThat(sessions.end(session.id(), List.of(APP, new ClientId("x")), List.of(message))).isFalse();
        assertThat(sessions.find(session.id())).isPresent();
        assertThat(stores.outbox().ledger("test", message.recipient(), null, 1)).isEmpty();
        assertThat(sessions.end(session.id(), List.of(APP), List.of(message))).isTrue();
        assertThat(stores.outbox().ledger("test", message.recipient(), null, 1)).hasSize(1);
    }

    @Test
    void knows_all_sessions_of_an_account_and_no_others() {
        var bob = Cast.alice();
        stores.users().put(bob);
        sessions.start(Cast.session(bob), Cast.secret());
        var later = Cast.session(alice, NOW.plusSeconds(3 * 86_400));
        sessions.start(later, Cast.secret());
        assertThat(sessions.of(alice.id())).containsExactlyInAnyOrder(session.id(), later.id());
        sessions.forget(later.id());
        assertThat(sessions.of(alice.id())).containsExactly(session.id());
    }
}
