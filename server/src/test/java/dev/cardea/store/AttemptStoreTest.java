package dev.cardea.store;

import dev.cardea.user.AttemptStore;
import dev.cardea.user.AttemptStore.Attempts;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.store.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("AttemptStore")
class AttemptStoreTest extends StoreContract {
    private static final Instant FORGET_AT = NOW.plusSeconds(3600);
    private final AttemptStore attempts = stores.attempts();
    private final String key = Cast.unique("alice");

    AttemptStoreTest(Backend backend) {
        super(backend);
    }

    @Test
    void counts_from_what_was_seen() {
        assertThat(attempts.find(key)).isEqualTo(Attempts.NONE);
        assertThat(attempts.charge(key, Attempts.NONE, NOW, FORGET_AT)).isTrue();
        assertThat(attempts.find(key)).isEqualTo(new Attempts(1, NOW));
        assertThat(attempts.charge(key, attempts.find(key), NOW.plusSeconds(1), FORGET_AT)).isTrue();
        assertThat(attempts.find(key)).isEqualTo(new Attempts(2, NOW.plusSeconds(1)));
    }

    @Test
    void counts_nothing_where_something_else_was_seen() {
        attempts.charge(key, Attempts.NONE, NOW, FORGET_AT);
        assertThat(attempts.charge(key, Attempts.NONE, NOW, FORGET_AT)).isFalse();
        assertThat(attempts.charge(key, new Attempts(2, NOW), NOW, FORGET_AT)).isFalse();
        assertThat(attempts.charge(key, new Attempts(1, NOW.plusMillis(1)), NOW, FORGET_AT)).isFalse();
        assertThat(attempts.charge(Cast.unique("bob"), new Attempts(1, NOW), NOW, FORGET_AT)).isFalse();
        assertThat(attempts.find(key)).isEqualTo(new Attempts(1, NOW));
    }

    @Test
    void counts_for_exactly_one_of_many_concurrent_callers_that_saw_the_same() throws InterruptedException {
        assertThat(Race.of(() -> attempts.charge(key, Attempts.NONE, NOW, FORGET_AT)))
                .filteredOn(charged -> charged)
                .hasSize(1);
        var seen = attempts.find(key);
        assertThat(Race.of(() -> attempts.charge(key, seen, NOW.plusSeconds(1), FORGET_AT)))
                .filteredOn(charged -> charged)
                .hasSize(1);
        assertThat(attempts.find(key)).isEqualTo(new Attempts(2, NOW.plusSeconds(1)));
    }

    @Test
    void forgets_when_asked() {
        attempts.charge(key, Attempts.NONE, NOW, FORGET_AT);
        attempts.clear(key);
        assertThat(attempts.find(key)).isEqualTo(Attempts.NONE);
    }
}
