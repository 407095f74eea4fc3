package dev.cardea.jose;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Sealing at rest")
class SealingTest {
    private static final String SECRET = "the secret of this installation, 1";
    private static final String NEXT_SECRET = "the secret of this installation, 2";
    private final Sealing sealing = sealing(SECRET);

    @Test
    void opens_what_it_sealed() {
        for (var content : List.of("", "x", "a private key", "long ".repeat(10_000)))
            assertThat(sealing.open("jwk", sealing.seal("jwk", content.getBytes(UTF_8))))
                    .hasValue(content.getBytes(UTF_8));
    }

    @Test
    void does_not_open_for_another_purpose() {
        assertThat(sealing.open("totp", sealing.seal("jwk", new byte[40]))).isEmpty();
    }

    @Test
    void does_not_open_what_was_changed_in_any_bit() {
        var sealed = sealing.seal("jwk", "a private key".getBytes(UTF_8));
        for (int bit = 0; bit < sealed.length * Byte.SIZE; bit++) {
            var changed = sealed.clone();
            changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThat(sealing.open("jwk", changed)).as("bit %d", bit).isEmpty();
        }
    }

    @Test
    void does_not_open_what_was_cut_or_extended() {
        var sealed = sealing.seal("jwk", "a private key".getBytes(UTF_8));
        for (int length = 0; length <= sealed.length + 20; length++)
            assertThat(sealing.open("jwk", Arrays.copyOf(sealed, length)).isPresent())
                    .as("%d bytes", length)
                    .isEqualTo(length == sealed.length);
    }

    @Test
    void does_not_open_under_another_secret() {
        assertThat(sealing(NEXT_SECRET).open("jwk", sealing.seal("jwk", new byte[1]))).isEmpty();
    }

    @Test
    void opens_with_a_previous_secret_and_seals_with_the_current_one() {
        var rotated = sealing(NEXT_SECRET, SECRET);
        assertThat(rotated.open("jwk", sealing.seal("jwk", new byte[1]))).hasValue(new byte[1]);
        assertThat(sealing.open("jwk", rotated.seal("jwk", new byte[1]))).isEmpty();
    }

    @Test
    void never_seals_the_same_thing_to_the_same_bytes() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 100; i++) seen.add(Arrays.toString(sealing.seal("jwk", new byte[8])));
        assertThat(seen).hasSize(100);
    }

    private static Sealing sealing(String current, String... previous) {
        return new Sealing(new Secrets(current, List.of(previous)), new SecureRandom());
    }
}
