package dev.cardea.store;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Stores.ping")
class PingTest extends StoreContract {
    PingTest(Backend backend) {
        super(backend);
    }

    @Test
    void answers_while_the_database_takes_writes() {
        stores.ping();
    }

    @Test
    void fails_once_the_store_is_closed() {
        var closed = backend.open();
        closed.close();
        assertThatThrownBy(closed::ping).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> closed.keys().all()).isInstanceOf(StoreException.class);
    }
}
