package dev.cardea.store;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("SubjectKey.Store")
class SubjectKeyStoreTest extends StoreContract {
    SubjectKeyStoreTest(Backend backend) {
        super(backend);
    }

    @Test
    void keeps_one_value_for_ever_whoever_proposes() throws InterruptedException {
        var random = new Random();
        var kept = Race.of(() -> {
            var proposed = new byte[32];
            random.nextBytes(proposed);
            return HexFormat.of().formatHex(stores.subjectKey().keepFirst(proposed));
        });
        assertThat(kept).containsOnly(kept.getFirst());
        assertThat(stores.subjectKey().keepFirst(new byte[32])).isNotEqualTo(new byte[32]);
    }
}
