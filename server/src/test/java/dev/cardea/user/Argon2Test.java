package dev.cardea.user;

import dev.cardea.user.Argon2.Variant;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 9106 Argon2, native and portable")
class Argon2Test {
    @ParameterizedTest
    @EnumSource(Variant.class)
    void both_compute_the_same(Variant variant) {
        var salt = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
        for (var cost : List.of(new Argon2Cost(64, 1, 1), new Argon2Cost(256, 3, 4), Argon2Cost.STANDARD))
            for (int version : List.of(16, 19))
                for (var password : List.of("", "password", "pässwörd 🔑", "long ".repeat(200))) {
                    var input = new Argon2.Input(variant, version, cost, salt);
                    var bytes = password.getBytes(StandardCharsets.UTF_8);
                    assertThat(new NativeArgon2().tag(input, bytes, 32))
                            .isEqualTo(new PortableArgon2().tag(input, bytes, 32));
                }
    }

    @Test
    void the_native_library_is_used_where_it_loads() {
        assertThat(Argon2.fastest()).isInstanceOf(NativeArgon2.class);
    }

    @Test
    void the_portable_one_serves_where_the_native_library_does_not_load() {
        assertThat(Argon2.fastest((_, _, _) -> {
            throw new UnsatisfiedLinkError("failed to map segment: Operation not permitted");
        })).isInstanceOf(PortableArgon2.class);
    }

    @Test
    void the_portable_one_serves_where_the_native_library_computes_something_else() {
        assertThat(Argon2.fastest((_, _, length) -> new byte[length])).isInstanceOf(PortableArgon2.class);
    }
}
