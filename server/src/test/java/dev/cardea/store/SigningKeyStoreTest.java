package dev.cardea.store;

import dev.cardea.jose.SigningKeyStore;
import dev.cardea.jose.SigningKeyStore.StoredKey;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.store.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("SigningKeyStore")
class SigningKeyStoreTest extends StoreContract {
    private final SigningKeyStore keys = stores.keys();
    private final String algorithm = Cast.unique("ES256");

    SigningKeyStoreTest(Backend backend) {
        super(backend);
    }

    private StoredKey key(int number, Instant activeFrom) {
        return new StoredKey(Cast.unique("kid"), algorithm, number, new byte[]{7, 0, -1 }, NOW, activeFrom, null);
    }

    private List<StoredKey> all() {
        return keys.all().stream().filter(key -> key.algorithm().equals(algorithm)).toList();
    }

    @Test
    void retires_the_older_key_when_the_newer_one_takes_over() {
        var first = key(1, NOW);
        var second = key(2, NOW.plusSeconds(100));
        var third = key(3, NOW.plusSeconds(200));
        assertThat(keys.add(first)).isTrue();
        assertThat(all()).singleElement().satisfies(key -> {
            assertThat(key).usingRecursiveComparison().isEqualTo(first);
        });
        keys.add(second);
        keys.add(third);
        assertThat(all()).extracting(StoredKey::kid).containsExactly(first.kid(), second.kid(), third.kid());
        assertThat(all())
                .extracting(StoredKey::retiredAt)
                .containsExactly(second.activeFrom(), third.activeFrom(), null);
    }

    @Test
    void leaves_other_algorithms_alone() {
        keys.add(key(1, NOW));
        var other = new StoredKey(Cast.unique("kid"), Cast.unique("RS256"), 2, new byte[0], NOW, NOW, null);
        keys.add(other);
        assertThat(all()).extracting(StoredKey::retiredAt).containsOnlyNulls();
    }

    @Test
    void adds_the_key_of_exactly_one_of_many_concurrent_callers() throws InterruptedException {
        keys.add(key(1, NOW));
        assertThat(Race.of(() -> keys.add(key(2, NOW.plusSeconds(100))))).filteredOn(added -> added).hasSize(1);
        assertThat(all()).extracting(StoredKey::retiredAt).containsExactly(NOW.plusSeconds(100), null);
    }

    @Test
    void retires_a_key_once() {
        var first = key(1, NOW);
        var second = key(2, NOW.plusSeconds(100));
        keys.add(first);
        keys.add(second);
        keys.retire(first.kid(), NOW.plusSeconds(900));
        keys.retire(second.kid(), NOW.plusSeconds(200));
        keys.retire(second.kid(), NOW.plusSeconds(900));
        assertThat(all()).extracting(StoredKey::retiredAt).containsExactly(NOW.plusSeconds(100), NOW.plusSeconds(200));
    }

    @Test
    void removes_a_key() {
        var key = key(1, NOW);
        keys.add(key);
        keys.remove(key.kid());
        assertThat(all()).isEmpty();
    }
}
