package dev.cardea.store;

import dev.cardea.audit.AuditStore.Entry;
import dev.cardea.audit.AuditStore.Filter;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.UserId;
import java.time.Instant;
import java.util.List;
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
                        Cast.NOW.plusSeconds(i / 2), "SignedIn", new UserId("alice"), null, "{\"n\":" + i + "}",
                        "192.0.2.1",
                        Cast.unique("request")))
                .toList();
        entries.forEach(stores.audit()::append);
        assertThat(stores.audit().latest(3)).containsExactly(entries.get(4), entries.get(3), entries.get(2));
        assertThat(stores.audit().latest(0)).isEmpty();
    }

    private Entry append(Instant at, String type, String user, String client) {
        var entry = new Entry(at, type, new UserId(user), new ClientId(client), "{}", "", Cast.unique("request"));
        stores.audit().append(entry);
        return entry;
    }

    @Test
    void finds_by_everything_and_page_by_page() {
        var user = Cast.unique("user");
        var client = Cast.unique("client");
        var begin = Cast.NOW.plusSeconds(1000);
        var entries = List.of(append(begin, "SignedIn", user, client), append(begin, "SignedOut", user, client),
                append(begin.plusMillis(1), "SignedIn", user, "other"), append(begin, "SignedIn", "other", client));
        var audit = stores.audit();
        var mine = new Filter(begin, begin.plusMillis(2), null, new UserId(user), null);
        var first = audit.oldest(mine, null, 2);
        assertThat(first).extracting(found -> found.entry()).containsExactly(entries.get(0), entries.get(1));
        assertThat(audit.oldest(mine, first.getLast(), 2)).extracting(found -> found.entry())
                .containsExactly(entries.get(2));
        var newest = audit.newest(mine, null, 1);
        assertThat(newest.getFirst().entry()).isEqualTo(entries.get(2));
        assertThat(audit.newest(mine, newest.getLast(), 9)).extracting(found -> found.entry())
                .containsExactly(entries.get(1), entries.get(0));
        assertThat(audit.newest(new Filter(null, begin.plusMillis(1), "SignedIn", null, new ClientId(client)), null, 9))
                .extracting(found -> found.entry())
                .containsExactly(entries.get(3), entries.get(0));
    }
}
