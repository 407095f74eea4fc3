package dev.cardea.store;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.store.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("OneTimeStore")
class OneTimeStoreTest extends StoreContract {
    OneTimeStoreTest(Backend backend) {
        super(backend);
    }

    @Test
    void takes_an_identifier_once_for_each_purpose() {
        var identifier = Cast.secret();
        assertThat(stores.oneTime().consume("assertion", identifier, NOW)).isTrue();
        assertThat(stores.oneTime().consume("assertion", identifier, NOW)).isFalse();
        assertThat(stores.oneTime().consume("dpop", identifier, NOW)).isTrue();
        assertThat(stores.oneTime().consume("assertion", Cast.secret(), NOW)).isTrue();
    }

    @Test
    void takes_an_identifier_from_exactly_one_of_many_concurrent_callers_whatever_expiry_they_name()
            throws InterruptedException {
        var identifier = Cast.secret();
        var hours = new AtomicInteger();
        assertThat(Race.of(() -> stores.oneTime()
                .consume("assertion", identifier, NOW.plus(Duration.ofHours(hours.incrementAndGet())))))
                .filteredOn(first -> first)
                .hasSize(1);
    }
}
