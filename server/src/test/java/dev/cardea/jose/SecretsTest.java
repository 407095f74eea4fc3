package dev.cardea.jose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("The installation's secrets and keyed hashes")
class SecretsTest {
    private final Secrets secrets = new Secrets("the secret of this installation, 1", List.of());
    private final SecureRandom random = new SecureRandom();

    @TempDir
    Path directory;

    @Test
    void refuses_a_short_secret_and_says_how_to_make_a_good_one() {
        assertThatThrownBy(() -> new Secrets("changeme", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("8 characters")
                .hasMessageContaining("openssl rand")
                .hasMessageNotContaining("changeme");
        assertThatThrownBy(() -> new Secrets("x".repeat(32), List.of("short")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_keyed_hash_depends_on_secret_purpose_and_every_part() {
        var hash = secrets.keyed("csrf").of(bytes("ab"), bytes("c"));
        assertThat(hash).hasSize(32).isEqualTo(secrets.keyed("csrf").of(bytes("ab"), bytes("c")));
        assertThat(hash).isNotEqualTo(secrets.keyed("csrf").of(bytes("a"), bytes("bc")));
        assertThat(hash).isNotEqualTo(secrets.keyed("csrf").of(bytes("ab"), bytes("c"), bytes("")));
        assertThat(hash).isNotEqualTo(secrets.keyed("refresh").of(bytes("ab"), bytes("c")));
        var others = new Secrets("the secret of this installation, 2", List.of());
        assertThat(hash).isNotEqualTo(others.keyed("csrf").of(bytes("ab"), bytes("c")));
    }

    @Test
    void a_keyed_hash_recognises_itself_only() {
        var keyed = secrets.keyed("csrf");
        var hash = keyed.of(bytes("form"));
        assertThat(keyed.matches(hash, bytes("form"))).isTrue();
        assertThat(keyed.matches(hash, bytes("other"))).isFalse();
        assertThat(keyed.matches(new byte[0], bytes("form"))).isFalse();
    }

    @Test
    void a_keyed_hash_of_a_former_secret_is_recognised_as_long_as_it_is_listed() {
        var hash = secrets.keyed("csrf").of(bytes("form"));
        var current = "the secret of this installation, 2";
        var changed = new Secrets(current, List.of("the secret of this installation, 1"));
        assertThat(changed.keyed("csrf").matches(hash, bytes("form"))).isTrue();
        assertThat(changed.keyed("csrf").matches(hash, bytes("other"))).isFalse();
        assertThat(changed.keyed("csrf").of(bytes("form"))).isNotEqualTo(hash);
        assertThat(new Secrets(current, List.of()).keyed("csrf").matches(hash, bytes("form"))).isFalse();
    }

    @Test
    void derived_keys_never_change_between_releases() {
        // Computed apart from this code with Python's hmac: what is sealed today must open in every later version.
        assertThat(secrets.keyed("csrf").of(bytes("ab"), bytes("c")))
                .asHexString()
                .isEqualTo("081425DDD9E7352D15FF9A0F300B74D3A962E74F7873DEC3C4CB6E1E34AA25D3");
    }

    @Test
    void generates_a_secret_that_only_its_owner_can_read() throws IOException {
        var file = directory.resolve("not/yet/there/secret");
        var secret = Secrets.generated(file, random);
        assertThat(secret).hasSizeGreaterThanOrEqualTo(43).doesNotContain("\n");
        assertThat(Secrets.generated(file, random)).isEqualTo(secret);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        try (var files = Files.list(file.resolveSibling("."))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void all_who_start_at_once_get_the_same_secret() throws InterruptedException {
        var file = directory.resolve("secret");
        var seen = ConcurrentHashMap.newKeySet();
        var start = new CyclicBarrier(16);
        try (var callers = Executors.newFixedThreadPool(16)) {
            Callable<Boolean> caller = () -> {
                start.await();
                return seen.add(Secrets.generated(file, random));
            };
            callers.invokeAll(Collections.nCopies(16, caller)).forEach(Future::resultNow);
        }
        assertThat(seen).hasSize(1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
