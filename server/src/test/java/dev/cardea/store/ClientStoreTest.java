package dev.cardea.store;

import dev.cardea.client.ClientStore.StoredClient;
import dev.cardea.consent.Consent;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.Scopes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("ClientStore")
class ClientStoreTest extends StoreContract {
    private final ClientId id = new ClientId(Cast.unique("app"));

    ClientStoreTest(Backend backend) {
        super(backend);
    }

    @Test
    void creates_a_client_and_replaces_it_whole() {
        assertThat(stores.clients().find(id)).isEmpty();
        var document = "{\"client_name\": \"Köln 'shop' \\u0000 \uD83D\uDD11\", \"redirect_uris\": [\"https://app.example/cb\"]}";
        stores.clients().put(new StoredClient(id, false, document, new byte[]{0, 1, (byte) 0xff }, Cast.NOW), Set.of());
        assertThat(stores.clients().find(id)).hasValueSatisfying(client -> {
            assertThat(client.document()).isEqualTo(document);
            assertThat(client.declared()).isFalse();
            assertThat(client.sealedSecret()).containsExactly(0, 1, 0xff);
        });
        stores.clients().put(new StoredClient(id, true, "{}", null, Cast.NOW), Set.of());
        assertThat(stores.clients().find(id)).hasValue(new StoredClient(id, true, "{}", null, Cast.NOW));
    }

    @Test
    void is_added_by_one_of_many_and_keeps_what_that_one_wrote() throws InterruptedException {
        var names = new AtomicInteger();
        var added = new ConcurrentLinkedQueue<String>();
        Race.of(() -> {
            var document = "{\"client_name\":\"" + names.incrementAndGet() + "\"}";
            var client = new StoredClient(id, false, document, null, Cast.NOW);
            return stores.clients().add(client, Set.of("https://app.example")) && added.add(document);
        });
        assertThat(added).hasSize(1);
        assertThat(stores.clients().find(id).orElseThrow().document()).isEqualTo(added.peek());
        assertThat(stores.clients().allowsOrigin("https://app.example")).isTrue();
        stores.clients().remove(id);
    }

    @Test
    void keeps_the_age_of_a_client_until_it_is_removed() {
        for (var at : List.of(Cast.NOW, Cast.NOW.plusSeconds(1))) {
            stores.clients().put(new StoredClient(id, true, "{}", null, at), Set.of());
            assertThat(stores.clients().find(id).orElseThrow().createdAt()).isEqualTo(Cast.NOW);
        }
        stores.clients().remove(id);
        stores.clients().put(new StoredClient(id, true, "{}", null, Cast.NOW.plusSeconds(2)), Set.of());
        assertThat(stores.clients().find(id).orElseThrow().createdAt()).isEqualTo(Cast.NOW.plusSeconds(2));
    }

    @Test
    void counts_every_change_and_nothing_else() {
        var counts = new HashSet<>(Set.of(stores.clients().changes()));
        for (var document : List.of("{}", "{\"client_name\":\"App\"}")) {
            stores.clients().put(new StoredClient(id, true, document, null, Cast.NOW), Set.of());
            assertThat(counts.add(stores.clients().changes())).isTrue();
        }
        stores.clients().find(id);
        assertThat(counts.add(stores.clients().changes())).isFalse();
        stores.clients().remove(id);
        assertThat(counts.add(stores.clients().changes())).isTrue();
    }

    @Test
    void removes_any_number_of_approvals() {
        var other = new ClientId(Cast.unique("app"));
        var people = Stream.generate(Cast::alice).limit(1100).toList();
        for (var person : people) {
            stores.users().put(person);
            stores.consents().grant(new Consent(person.id(), id, new Scopes("openid"), Cast.NOW));
        }
        var alice = people.getFirst().id();
        stores.consents().grant(new Consent(alice, other, new Scopes("openid"), Cast.NOW));
        stores.clients().remove(id);
        assertThat(people).noneMatch(person -> stores.consents().find(person.id(), id).isPresent());
        assertThat(stores.consents().find(alice, other)).isPresent();
    }

    @Test
    void lists_the_declared_ones() {
        var other = new ClientId(Cast.unique("app"));
        stores.clients().put(new StoredClient(id, true, "{}", null, Cast.NOW), Set.of());
        stores.clients().put(new StoredClient(other, false, "{}", null, Cast.NOW), Set.of());
        assertThat(stores.clients().declared()).contains(id).doesNotContain(other);
    }

    @Test
    void knows_the_origins_of_all_clients() {
        var shared = "https://" + id + ".example";
        var gone = "https://gone-" + id + ".example";
        var other = new ClientId(Cast.unique("app"));
        assertThat(stores.clients().allowsOrigin(shared)).isFalse();
        stores.clients().put(new StoredClient(id, true, "{}", null, Cast.NOW), Set.of(shared, gone));
        stores.clients().put(new StoredClient(other, true, "{}", null, Cast.NOW), Set.of(shared));
        assertThat(stores.clients().allowsOrigin(gone)).isTrue();
        stores.clients().put(new StoredClient(id, true, "{}", null, Cast.NOW), Set.of(shared));
        assertThat(stores.clients().allowsOrigin(gone)).isFalse();
        stores.clients().remove(id);
        assertThat(stores.clients().allowsOrigin(shared)).isTrue();
        stores.clients().remove(other);
        assertThat(stores.clients().allowsOrigin(shared)).isFalse();
    }

    @Test
    void removes_a_client_with_the_approvals_given_to_it() {
        var alice = Cast.alice();
        stores.users().put(alice);
        stores.clients().put(new StoredClient(id, true, "{}", null, Cast.NOW), Set.of());
        stores.consents().grant(new Consent(alice.id(), id, new Scopes("openid"), Cast.NOW));
        stores.clients().remove(id);
        assertThat(stores.clients().find(id)).isEmpty();
        assertThat(stores.clients().declared()).doesNotContain(id);
        assertThat(stores.consents().find(alice.id(), id)).isEmpty();
    }
}
