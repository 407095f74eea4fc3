package dev.cardea.store;

import dev.cardea.ciba.BackchannelRequest;
import dev.cardea.client.Client.Backchannel.Delivery;
import dev.cardea.decoupled.Awaited.State;
import dev.cardea.oauth.Scopes;
import dev.cardea.outbox.OutboxStore;
import dev.cardea.token.AuthorizationCode;
import dev.cardea.token.AuthorizationCodeStore.Redemption;
import dev.cardea.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.store.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("BackchannelRequestStore")
class BackchannelRequestStoreTest extends StoreContract {
    private static final Instant EXPIRY = NOW.plus(Duration.ofMinutes(5));
    private final User alice = Cast.alice();
    private final BackchannelRequest request = request(NOW);

    BackchannelRequestStoreTest(Backend backend) {
        super(backend);
        stores.users().put(alice);
        stores.backchannelRequests().add(request, EXPIRY);
    }

    private BackchannelRequest request(Instant createdAt) {
        var key = new AuthorizationCode.Key((int) (EXPIRY.getEpochSecond() / 3600) + 1, Cast.secret());
        return new BackchannelRequest(key, alice.id(), Cast.APP, new Scopes("openid", "profile"),
                Cast.details("payment", "pay"), "W4SCT ü",
                Delivery.ping, "sealed", State.pending, createdAt, EXPIRY, Duration.ofSeconds(5), NOW);
    }

    private AuthorizationCode approval() {
        var session = Cast.session(alice);
        stores.sessions().start(session, Cast.secret());
        return new AuthorizationCode(request.key(), Cast.authorization(session, "openid"), "", false, null, null, null,
                null, EXPIRY);
    }

    private State state() {
        return stores.backchannelRequests().find(request.key()).orElseThrow().state();
    }

    private int told(String recipient) {
        return stores.outbox().ledger("test", recipient, null, 10).size();
    }

    @Test
    void finds_a_request_by_its_key() {
        assertThat(stores.backchannelRequests().find(request.key())).contains(request);
        assertThat(stores.backchannelRequests().find(new AuthorizationCode.Key(request.key().bucket(), Cast.secret())))
                .isEmpty();
    }

    @Test
    void lists_what_waits_for_a_person_newest_first() {
        var newer = request(NOW.plusSeconds(1));
        stores.backchannelRequests().add(newer, EXPIRY);
        assertThat(stores.backchannelRequests().waiting(alice.id(), NOW, 10)).containsExactly(newer, request);
        assertThat(stores.backchannelRequests().waiting(alice.id(), NOW, 1)).containsExactly(newer);
        assertThat(stores.backchannelRequests().waiting(alice.id(), EXPIRY, 10)).isEmpty();
        assertThat(stores.backchannelRequests().waiting(Cast.alice().id(), NOW, 10)).isEmpty();
        stores.backchannelRequests().deny(newer.key(), List.of());
        assertThat(stores.backchannelRequests().waiting(alice.id(), NOW, 10)).containsExactly(request);
    }

    @Test
    void finds_a_request_by_its_link_and_no_other() {
        var link = Cast.secret();
        var linked = request(NOW);
        var recipient = Cast.unique("person");
        stores.backchannelRequests().add(linked, link, List.of(Cast.message(recipient)), EXPIRY);
        assertThat(stores.backchannelRequests().linked(link)).contains(linked);
        assertThat(stores.backchannelRequests().linked(Cast.secret())).isEmpty();
        assertThat(told(recipient)).isEqualTo(1);
    }

    @Test
    void writes_no_mail_without_its_request() {
        var link = Cast.secret();
        var recipient = Cast.unique("person");
        stores.backchannelRequests().add(request(NOW), link, List.of(), EXPIRY);
        assertThatThrownBy(() -> stores.backchannelRequests()
                .add(request(NOW), link, List.of(Cast.message(recipient)), EXPIRY)).isInstanceOf(StoreException.class);
        assertThat(told(recipient)).isZero();
    }

    @Test
    void counts_the_links_of_a_person() {
        stores.backchannelRequests().add(request(NOW), Cast.secret(), List.of(), EXPIRY);
        stores.backchannelRequests().add(request(NOW.plusSeconds(9)), Cast.secret(), List.of(), EXPIRY);
        assertThat(stores.backchannelRequests().mailed(alice.id(), NOW.minusMillis(1))).isEqualTo(2);
        assertThat(stores.backchannelRequests().mailed(alice.id(), NOW)).isEqualTo(1);
        assertThat(stores.backchannelRequests().mailed(Cast.alice().id(), Instant.EPOCH)).isZero();
    }

    @Test
    void notes_one_of_many_concurrent_polls() throws InterruptedException {
        var next = NOW.plusSeconds(5);
        assertThat(Race.of(() -> stores.backchannelRequests()
                .polled(request.key(), NOW, next, Duration.ofSeconds(10)))).filteredOn(won -> won).hasSize(1);
        var noted = stores.backchannelRequests().find(request.key()).orElseThrow();
        assertThat(noted.nextPollAt()).isEqualTo(next);
        assertThat(noted.interval()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void gives_what_was_approved_to_exactly_one_of_many_concurrent_polls() throws InterruptedException {
        var approval = approval();
        assertThat(stores.backchannelRequests().approve(approval, List.of())).isTrue();
        assertThat(Race.of(() -> stores.codes().redeem(request.key(), EXPIRY)))
                .filteredOn(Redemption.First.class::isInstance)
                .hasSize(1);
    }

    @Test
    void takes_exactly_one_of_many_concurrent_decisions_and_tells_of_that_one() throws InterruptedException {
        var approval = approval();
        var recipient = Cast.unique("client");
        var turn = new AtomicInteger();
        assertThat(Race.of(() -> {
            var told = List.of(Cast.message(recipient));
            return turn.getAndIncrement() % 2 == 0
                    ? stores.backchannelRequests().approve(approval, told)
                    : stores.backchannelRequests().deny(request.key(), told);
        })).filteredOn(won -> won).hasSize(1);
        var redeemed = stores.codes().redeem(request.key(), null) instanceof Redemption.First;
        assertThat(state()).isEqualTo(redeemed ? State.approved : State.denied);
        assertThat(told(recipient)).isEqualTo(1);
        assertThat(stores.outbox().lanes(NOW)).contains(new OutboxStore.Lane("test", recipient));
    }

    @Test
    void gives_nothing_after_a_refusal() {
        var recipient = Cast.unique("client");
        assertThat(stores.backchannelRequests().deny(request.key(), List.of(Cast.message(recipient)))).isTrue();
        assertThat(stores.backchannelRequests().approve(approval(), List.of(Cast.message(recipient)))).isFalse();
        assertThat(stores.codes().redeem(request.key(), null)).isEqualTo(new Redemption.Unknown());
        assertThat(told(recipient)).isEqualTo(1);
    }

    @Test
    void forgets_it_when_told() {
        stores.deleteExpired(EXPIRY);
        assertThat(stores.backchannelRequests().find(request.key())).isPresent();
        stores.deleteExpired(EXPIRY.plus(Duration.ofHours(1)));
        assertThat(stores.backchannelRequests().find(request.key())).isEmpty();
    }
}
