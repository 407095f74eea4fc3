package dev.cardea.store;

import dev.cardea.oauth.ExpiringId;
import dev.cardea.oauth.TokenHash;
import dev.cardea.session.Session;
import dev.cardea.session.SessionStore;
import dev.cardea.session.SessionStore.Found;
import dev.cardea.user.User;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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

    @Test
    void ends_a_session_once() throws InterruptedException {
        assertThat(Race.of(() -> sessions.end(session.id()))).filteredOn(ended -> ended).hasSize(1);
        assertThat(sessions.find(session.id())).isEmpty();
        assertThat(sessions.renew(session.id(), secret, Cast.secret(), NOW, List.of("pwd"), "x")).isFalse();
        sessions.touch(session.id(), NOW.plusSeconds(60));
        assertThat(sessions.find(session.id())).isEmpty();
    }

    @Test
    void ends_all_sessions_of_an_account_and_no_others() {
        var bob = Cast.alice();
        stores.users().put(bob);
        var bobs = Cast.session(bob);
        sessions.start(bobs, Cast.secret());
        sessions.start(Cast.session(alice, NOW.plusSeconds(3 * 86_400)), Cast.secret());
        assertThat(sessions.endAll(alice.id())).isEqualTo(2);
        assertThat(sessions.endAll(alice.id())).isZero();
        assertThat(sessions.find(session.id())).isEmpty();
        assertThat(sessions.find(bobs.id())).isPresent();
    }
}
