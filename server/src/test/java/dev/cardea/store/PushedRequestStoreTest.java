package dev.cardea.store;

import dev.cardea.authorize.PushedRequestStore.PushedRequest;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.TokenHash;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.store.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("PushedRequestStore")
class PushedRequestStoreTest extends StoreContract {
    private final PushedRequest pushed = new PushedRequest(Cast.secret(), new ClientId("app"), "state=a%26b&x=1",
            NOW.plusSeconds(90));
    private final TokenHash browser = Cast.secret();

    PushedRequestStoreTest(Backend backend) {
        super(backend);
        stores.pushedRequests().add(pushed, NOW.plus(Duration.ofMinutes(30)));
    }

    @Test
    void keeps_a_request_as_it_was_pushed() {
        assertThat(stores.pushedRequests().find(pushed.id())).contains(pushed);
        assertThat(stores.pushedRequests().find(Cast.secret())).isEmpty();
    }

    @Test
    void binds_it_to_the_first_browser() {
        var other = Cast.secret();
        assertThat(stores.pushedRequests().claim(pushed.id(), browser)).isTrue();
        assertThat(stores.pushedRequests().claim(pushed.id(), browser)).isTrue();
        assertThat(stores.pushedRequests().claim(pushed.id(), other)).isFalse();
        assertThat(stores.pushedRequests().consume(pushed.id(), other)).isFalse();
        assertThat(stores.pushedRequests().consume(pushed.id(), browser)).isTrue();
        assertThat(stores.pushedRequests().claim(pushed.id(), browser)).isFalse();
        assertThat(stores.pushedRequests().find(pushed.id())).isEmpty();
    }

    @Test
    void binds_it_to_exactly_one_of_many_concurrent_browsers() throws InterruptedException {
        assertThat(Race.of(() -> stores.pushedRequests().claim(pushed.id(), Cast.secret()))).filteredOn(won -> won)
                .hasSize(1);
    }

    @Test
    void gives_it_to_exactly_one_of_many_concurrent_answers() throws InterruptedException {
        stores.pushedRequests().claim(pushed.id(), browser);
        assertThat(Race.of(() -> stores.pushedRequests().consume(pushed.id(), browser))).filteredOn(won -> won)
                .hasSize(1);
    }

    @Test
    void forgets_it_when_no_sign_in_can_be_under_way() {
        stores.deleteExpired(NOW.plus(Duration.ofMinutes(30)));
        assertThat(stores.pushedRequests().find(pushed.id())).isPresent();
        stores.deleteExpired(NOW.plus(Duration.ofHours(2)));
        assertThat(stores.pushedRequests().find(pushed.id())).isEmpty();
    }
}
