package dev.cardea.store;

import dev.cardea.refusal.RefusalStore;
import dev.cardea.refusal.RefusalStore.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.store.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RefusalStore")
class RefusalStoreTest extends StoreContract {
    private static final Instant TOMORROW = NOW.plus(Duration.ofDays(1));
    private final RefusalStore refusals = stores.refusals();
    private final String client = Cast.unique("client");

    RefusalStoreTest(Backend backend) {
        super(backend);
    }

    private static Entry entry(@Nullable String client, int second) {
        return new Entry(Cast.unique("request"), NOW.plusSeconds(second), client, "{\"error\":\"\\u0000 §'\"}");
    }

    @Test
    void finds_each_of_many_written_together() {
        var known = entry(client, 0);
        var nameless = entry(null, 1);
        refusals.add(List.of(known, nameless), TOMORROW);
        assertThat(refusals.find(known.id())).hasValue(known);
        assertThat(refusals.find(nameless.id())).hasValue(nameless);
        assertThat(refusals.find(Cast.unique("request"))).isEmpty();
    }

    @Test
    void keeps_the_first_of_two_with_one_id() {
        var first = entry(client, 0);
        refusals.add(List.of(first), TOMORROW);
        var second = entry(client, 2);
        refusals.add(List.of(new Entry(first.id(), NOW, null, "{}"), second), TOMORROW);
        assertThat(refusals.find(first.id())).hasValue(first);
        assertThat(refusals.find(second.id())).hasValue(second);
    }

    @Test
    void shows_the_newest_of_a_client_first() {
        var entries = List.of(entry(client, 1), entry(client, 3), entry(client, 2), entry("another", 4));
        refusals.add(entries, TOMORROW);
        assertThat(refusals.latest(client, 2)).containsExactly(entries.get(1), entries.get(2));
        assertThat(refusals.latest(null, 1000)).contains(entries.get(3));
    }
}
