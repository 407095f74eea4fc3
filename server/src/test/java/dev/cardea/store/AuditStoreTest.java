package dev.cardea.store;

import dev.cardea.audit.AuditStore.Entry;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("AuditStore")
class AuditStoreTest extends StoreContract {
    AuditStoreTest(Backend backend) {
        super(backend);
    }

    @Test
    void gives_the_newest_entries_newest_first() {
        var entries = IntStream.range(0, 5)
                // Two at the same instant: then the later one is the newer one.
                .mapToObj(i -> new Entry(
                        Cast.NOW.plusSeconds(i / 2), "SignedIn", "{\"n\":" + i + "}", "192.0.2.1",
                        Cast.unique("request")))
                .toList();
        entries.forEach(stores.audit()::append);
        assertThat(stores.audit().latest(3)).containsExactly(entries.get(4), entries.get(3), entries.get(2));
        assertThat(stores.audit().latest(0)).isEmpty();
    }
}
