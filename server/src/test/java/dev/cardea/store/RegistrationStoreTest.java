package dev.cardea.store;

import dev.cardea.client.ClientStore.StoredClient;
import dev.cardea.consent.Consent;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.Scopes;
import dev.cardea.oauth.TokenHash;
import dev.cardea.registration.RegistrationStore;
import dev.cardea.registration.RegistrationStore.Addition;
import dev.cardea.registration.RegistrationStore.Registration;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.store.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RegistrationStore")
class RegistrationStoreTest extends StoreContract {
    private static final int MANY = 1_000_000;
    private final RegistrationStore registrations = stores.registrations();

    RegistrationStoreTest(Backend backend) {
        super(backend);
    }

    private static StoredClient client() {
        return new StoredClient(new ClientId(Cast.unique("client")), false, "{}", new byte[]{1 }, NOW);
    }

    private static Registration registration(boolean open, @Nullable String statement) {
        return new Registration(Cast.secret(), open, statement, NOW);
    }

    private ClientId added(boolean open) {
        var client = client();
        assertThat(registrations.add(client, registration(open, null), open ? null : token(1), MANY))
                .isEqualTo(Addition.added);
        return client.id();
    }

    private TokenHash token(int uses) {
        var token = Cast.secret();
        registrations.addToken(token, uses, NOW.plusSeconds(60));
        return token;
    }

    @Test
    void keeps_a_client_with_its_registration() {
        var client = client();
        var registration = registration(true, "a.b.c");
        assertThat(registrations.add(client, registration, null, MANY)).isEqualTo(Addition.added);
        assertThat(registrations.find(client.id())).hasValue(registration);
        assertThat(stores.clients().find(client.id())).isPresent();
        assertThat(stores.clients().declared()).doesNotContain(client.id());
        stores.clients().remove(client.id());
        assertThat(registrations.find(client.id())).isEmpty();
    }

    @Test
    void spends_one_use_of_a_token_for_each_client_however_many_ask_at_once() throws InterruptedException {
        var token = token(3);
        var additions = Race.of(() -> registrations.add(client(), registration(false, null), token, MANY));
        assertThat(additions).containsOnly(Addition.added, Addition.token_refused)
                .filteredOn(Addition.added::equals)
                .hasSize(3);
        assertThat(registrations.isTokenGood(token, NOW)).isFalse();
    }

    @Test
    void refuses_a_token_that_is_unknown_or_expired() {
        var token = token(1);
        assertThat(registrations.isTokenGood(token, NOW)).isTrue();
        assertThat(registrations.isTokenGood(token, NOW.plusSeconds(60))).isFalse();
        var late = new Registration(Cast.secret(), false, null, NOW.plusSeconds(60));
        var client = client();
        assertThat(registrations.add(client, late, token, MANY)).isEqualTo(Addition.token_refused);
        assertThat(registrations.add(client, registration(false, null), Cast.secret(), MANY))
                .isEqualTo(Addition.token_refused);
        assertThat(stores.clients().find(client.id())).isEmpty();
    }

    @Test
    void adds_no_open_client_to_as_many_as_there_may_be() {
        added(true);
        assertThat(registrations.add(client(), registration(true, null), null, 1)).isEqualTo(Addition.full);
        assertThat(registrations.add(client(), registration(false, null), token(1), 1)).isEqualTo(Addition.added);
    }

    @Test
    void replaces_for_exactly_one_of_many_who_show_the_same_token() throws InterruptedException {
        var client = client();
        var first = registration(true, null);
        registrations.add(client, first, null, MANY);
        var changed = new StoredClient(client.id(), false, "{\"a\":1}", null, NOW);
        assertThat(Race.of(() -> registrations.replace(changed, first.accessToken(), registration(true, "s"))))
                .filteredOn(replaced -> replaced)
                .hasSize(1);
        assertThat(stores.clients().find(client.id()).orElseThrow().document()).isEqualTo("{\"a\":1}");
        assertThat(registrations.find(client.id()).orElseThrow().softwareStatement()).isEqualTo("s");
    }

    @Test
    void forgets_open_clients_that_nobody_used() {
        var unused = added(true);
        var used = added(true);
        registrations.markUsed(used);
        var approved = added(true);
        var person = Cast.alice();
        stores.users().put(person);
        stores.consents().grant(new Consent(person.id(), approved, Scopes.NONE, NOW));
        var invited = added(false);
        registrations.forget(NOW, NOW);
        assertThat(stores.clients().find(unused)).isPresent();
        registrations.forget(NOW.plus(Duration.ofSeconds(1)), NOW.plus(Duration.ofDays(1)));
        assertThat(stores.clients().find(unused)).isEmpty();
        for (var kept : new ClientId[]{used, approved, invited })
            assertThat(stores.clients().find(kept)).isPresent();
    }
}
