package dev.cardea.store;

import dev.cardea.outbox.Message;
import dev.cardea.outbox.OutboxStore;
import dev.cardea.outbox.OutboxStore.Claim;
import dev.cardea.outbox.OutboxStore.Entry;
import dev.cardea.outbox.OutboxStore.Lane;
import dev.cardea.outbox.OutboxStore.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.store.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("OutboxStore")
class OutboxStoreTest extends StoreContract {
    private static final Instant LEASE = NOW.plusSeconds(60);
    private final OutboxStore outbox = stores.outbox();
    private final Message message = Cast.message(Cast.unique("client"));
    private final Lane lane = new Lane(message.kind(), message.recipient());

    OutboxStoreTest(Backend backend) {
        super(backend);
        outbox.add(message);
    }

    private Entry entry() {
        return outbox.ledger(message.kind(), null, message.reference(), 2).getFirst();
    }

    private List<Claim> claim(Instant now) {
        return outbox.claim(lane, now, now.plusSeconds(60), 100);
    }

    private Message emptied() {
        return new Message(message.id(), message.kind(), message.recipient(), message.reference(), "",
                message.createdAt());
    }

    @Test
    void shows_what_waits() {
        assertThat(entry()).isEqualTo(new Entry(message, State.waiting, 0, null, null, null, null, NOW));
        assertThat(outbox.lanes(NOW)).contains(lane);
        assertThat(outbox.lanes(NOW.minusMillis(1))).doesNotContain(lane);
    }

    @Test
    void gives_a_message_to_one_of_many_at_a_time() throws InterruptedException {
        var claims = Race.of(() -> claim(NOW)).stream().flatMap(List::stream).toList();
        assertThat(claims).containsExactly(new Claim(message, 1));
        assertThat(entry()).isEqualTo(new Entry(message, State.sent, 1, null, null, null, NOW, LEASE));
        assertThat(outbox.lanes(NOW)).doesNotContain(lane);
    }

    @Test
    void gives_each_of_many_messages_to_one() throws InterruptedException {
        IntStream.range(1, 50).forEach(_ -> outbox.add(Cast.message(lane.recipient())));
        var claims = Race.of(() -> outbox.claim(lane, NOW, LEASE, 3));
        assertThat(claims).allMatch(some -> some.size() <= 3);
        assertThat(claims.stream().flatMap(List::stream)).doesNotHaveDuplicates().hasSize(50);
    }

    @Test
    void gives_a_message_to_another_when_the_claim_expires() {
        var first = claim(NOW).getFirst();
        assertThat(claim(LEASE.minusMillis(1))).isEmpty();
        var second = claim(LEASE).getFirst();
        assertThat(second.attempt()).isEqualTo(2);
        outbox.settle(first, State.failed, null, null, "too late", Duration.ZERO);
        assertThat(entry().state()).isEqualTo(State.sent);
        outbox.settle(second, State.acknowledged, null, 200, null, Duration.ofNanos(1_500_000));
        assertThat(entry()).isEqualTo(
                new Entry(emptied(), State.acknowledged, 2, 200, null, Duration.ofMillis(2), LEASE, null));
    }

    @Test
    void gives_a_message_again_when_it_is_to_be_tried_again() {
        outbox.settle(claim(NOW).getFirst(), State.waiting, NOW.plusSeconds(5), 503, "down", Duration.ofMillis(7));
        assertThat(entry()).isEqualTo(new Entry(message, State.waiting, 1, 503, "down", Duration.ofMillis(7), NOW,
                NOW.plusSeconds(5)));
        assertThat(claim(NOW.plusSeconds(4))).isEmpty();
        assertThat(claim(NOW.plusSeconds(5))).containsExactly(new Claim(message, 2));
    }

    @Test
    void never_gives_what_is_settled() {
        outbox.settle(claim(NOW).getFirst(), State.failed, null, null, "gone", Duration.ZERO);
        assertThat(claim(NOW.plusSeconds(1_000_000))).isEmpty();
        assertThat(outbox.lanes(NOW.plusSeconds(1_000_000))).doesNotContain(lane);
        assertThat(entry().state()).isEqualTo(State.failed);
        assertThat(entry().message().payload()).isEmpty();
    }

    @Test
    void keeps_kinds_and_recipients_apart() {
        assertThat(outbox.claim(new Lane("other", lane.recipient()), NOW, LEASE, 1)).isEmpty();
        assertThat(outbox.claim(new Lane(lane.kind(), "other"), NOW, LEASE, 1)).isEmpty();
        assertThat(outbox.ledger("other", null, null, 10)).isEmpty();
        assertThat(outbox.ledger(lane.kind(), lane.recipient(), null, 10)).hasSize(1);
        assertThat(outbox.ledger(lane.kind(), "other", message.reference(), 10)).isEmpty();
        outbox.add(Cast.message(Cast.unique("client")));
        assertThat(outbox.ledger(lane.kind(), null, null, 1)).hasSize(1);
    }
}
