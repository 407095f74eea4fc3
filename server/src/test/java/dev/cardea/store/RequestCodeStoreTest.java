package dev.cardea.store;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RequestCodeStore")
class RequestCodeStoreTest extends StoreContract {
    RequestCodeStoreTest(Backend backend) {
        super(backend);
    }

    @Test
    void keeps_one_code_for_a_person_until_it_is_removed_or_the_person_is() {
        var alice = Cast.alice();
        stores.users().put(alice);
        var codes = stores.requestCodes();
        assertThat(codes.find(alice.id())).isEmpty();
        codes.put(alice.id(), new byte[]{1, 2 });
        codes.put(alice.id(), new byte[]{3 });
        assertThat(codes.find(alice.id())).hasValue(new byte[]{3 });
        codes.remove(alice.id());
        assertThat(codes.find(alice.id())).isEmpty();
        codes.put(alice.id(), new byte[]{4 });
        stores.users().remove(alice.id());
        assertThat(codes.find(alice.id())).isEmpty();
    }
}
