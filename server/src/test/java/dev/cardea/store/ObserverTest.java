package dev.cardea.store;

import dev.cardea.user.UserStore.IdentifierTaken;
import java.util.ArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("StoreObserver")
class ObserverTest {
    private record Observed(String operation, boolean failed) {}

    @Test
    void hears_of_every_call_and_whether_it_threw() {
        var observed = new ArrayList<Observed>();
        try (var stores = Databases.open(Backend.sqlite.url(), null, null, 1, Cast.NOW, (operation, nanos, failed) -> {
            assertThat(nanos).isPositive();
            observed.add(new Observed(operation, failed));
        })) {
            var alice = Cast.alice();
            stores.users().put(alice);
            stores.users().find(alice.id());
            var bob = Cast.named(Cast.alice(), alice.email(), null);
            assertThatThrownBy(() -> stores.users().put(bob)).isInstanceOf(IdentifierTaken.class);
        }
        assertThat(observed).containsExactly(
                new Observed("users.put", false), new Observed("users.find", false), new Observed("users.put", true));
    }
}
