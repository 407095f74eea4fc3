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
    void replaces_what_was_seen() {
        assertThat(attempts.find(key)).isEqualTo(Attempts.NONE);
        assertThat(attempts.replace(key, Attempts.NONE, new Attempts(1, NOW), FORGET_AT)).isTrue();
        assertThat(attempts.find(key)).isEqualTo(new Attempts(1, NOW));
        var next = new Attempts(5, NOW.plusSeconds(1));
        assertThat(attempts.replace(key, attempts.find(key), next, FORGET_AT)).isTrue();
        assertThat(attempts.find(key)).isEqualTo(next);
    }

    @Test
    void replaces_nothing_where_something_else_was_seen() {
        var next = new Attempts(7, NOW);
        attempts.replace(key, Attempts.NONE, new Attempts(1, NOW), FORGET_AT);
        assertThat(attempts.replace(key, Attempts.NONE, next, FORGET_AT)).isFalse();
        assertThat(attempts.replace(key, new Attempts(2, NOW), next, FORGET_AT)).isFalse();
        assertThat(attempts.replace(key, new Attempts(1, NOW.plusMillis(1)), next, FORGET_AT)).isFalse();
        assertThat(attempts.replace(Cast.unique("bob"), new Attempts(1, NOW), next, FORGET_AT)).isFalse();
        assertThat(attempts.find(key)).isEqualTo(new Attempts(1, NOW));
    }

    @Test
    void starts_over_from_nothing() {
        attempts.replace(key, Attempts.NONE, new Attempts(1, NOW), FORGET_AT);
        assertThat(attempts.replace(key, new Attempts(1, NOW), new Attempts(0, NOW), FORGET_AT)).isTrue();
        assertThat(attempts.replace(key, new Attempts(0, NOW), Attempts.NONE, FORGET_AT)).isTrue();
        assertThat(attempts.replace(key, Attempts.NONE, new Attempts(1, NOW), FORGET_AT)).isTrue();
        assertThat(attempts.find(key)).isEqualTo(new Attempts(1, NOW));
    }

    @Test
    void replaces_for_exactly_one_of_many_concurrent_callers_that_saw_the_same() throws InterruptedException {
        var first = new Attempts(1, NOW);
        assertThat(Race.of(() -> attempts.replace(key, Attempts.NONE, first, FORGET_AT)))
                .filteredOn(replaced -> replaced)
                .hasSize(1);
        var second = new Attempts(2, NOW.plusSeconds(1));
        assertThat(Race.of(() -> attempts.replace(key, first, second, FORGET_AT)))
                .filteredOn(replaced -> replaced)
                .hasSize(1);
        assertThat(attempts.find(key)).isEqualTo(second);
    }

    @Test
    void forgets_when_asked() {
        attempts.replace(key, Attempts.NONE, new Attempts(1, NOW), FORGET_AT);
        attempts.clear(key);
        assertThat(attempts.find(key)).isEqualTo(Attempts.NONE);
    }
}
