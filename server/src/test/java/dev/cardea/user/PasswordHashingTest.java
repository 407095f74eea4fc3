package dev.cardea.user;

import dev.cardea.oauth.OAuthException;
import dev.cardea.user.PasswordHashing.Verification;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Hashing passwords")
class PasswordHashingTest {
    static final Argon2Cost CHEAP = new Argon2Cost(64, 1, 1);
    private final PasswordHashing hashing = hashing(CHEAP);

    @AfterEach
    void stop() {
        hashing.close();
    }

    @Test
    void makes_argon2id_hashes_that_differ_each_time() {
        var hash = hashing.hash("correct horse");
        assertThat(hash).startsWith("$argon2id$v=19$m=64,t=1,p=1$").isNotEqualTo(hashing.hash("correct horse"));
        PasswordHashing.requireSupported(hash);
        assertThat(hashing.verify("correct horse", hash)).isEqualTo(Verification.MATCHES);
        assertThat(hashing.verify("wrong horse", hash)).isEqualTo(Verification.DIFFERENT);
    }

    @Test
    void the_standard_cost_is_19_mib_and_two_passes() {
        try (var standard = hashing(Argon2Cost.STANDARD)) {
            assertThat(standard.hash("correct horse")).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        }
    }

    @ParameterizedTest
    @CsvSource(ignoreLeadingAndTrailingWhitespace = false, value = {
            "correct horse,Correct horse",
            " padded ,padded",
            "caf\u00e9,cafe\u0301", // composed and decomposed
            "\uFF30\uFF41\uFF53\uFF53,Pass", // full width
            "\uD83D\uDD11,\uD83D\uDD10" })
    void matches_nothing_but_the_exact_text(String password, String alike) { // ASVS 5 §6.2.8
        var hash = hashing.hash(password);
        assertThat(hashing.verify(password, hash).matches()).isTrue();
        assertThat(hashing.verify(alike, hash).matches()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 72, 128, 1023 })
    void never_cuts_a_long_password(int length) { // ASVS 5 §6.2.9
        var hash = hashing.hash("a".repeat(length) + "b");
        assertThat(hashing.verify("a".repeat(length) + "b", hash).matches()).isTrue();
        assertThat(hashing.verify("a".repeat(length) + "c", hash).matches()).isFalse();
        assertThat(hashing.verify("a".repeat(length), hash).matches()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nul\0inside", "\uD800 alone", "alone \uDC00" })
    void refuses_what_no_format_could_hash_as_typed(String password) {
        assertThatThrownBy(() -> hashing.hash(password)).isInstanceOf(OAuthException.class);
        assertThatThrownBy(() -> hashing.verify(password, null)).isInstanceOf(OAuthException.class);
        assertThat(hashing.started()).isZero();
    }

    @Test
    void refuses_a_megabyte_without_hashing_it() {
        assertThatThrownBy(() -> hashing.verify("x".repeat(1 << 20), null)).isInstanceOf(OAuthException.class);
        assertThatThrownBy(() -> hashing.hash("x".repeat(1025))).isInstanceOf(OAuthException.class);
        assertThatThrownBy(() -> hashing.hash("")).isInstanceOf(OAuthException.class);
        assertThat(hashing.started()).isZero();
    }

    @Test
    void advises_a_new_hash_where_cost_or_format_changed() {
        try (var dearer = hashing(new Argon2Cost(128, 1, 1))) {
            assertThat(dearer.verify("pw", hashing.hash("pw"))).isEqualTo(Verification.MATCHES_OUTDATED);
            assertThat(dearer.verify("other", hashing.hash("pw"))).isEqualTo(Verification.DIFFERENT);
        }
        var bcrypt = "$2b$04$PmqtxtKBCgpDauAiBiJFJeZjG6A.BVgjPx6V2AlqvKtClADZJDXfm";
        assertThat(hashing.verify("password", bcrypt)).isEqualTo(Verification.MATCHES_OUTDATED);
        assertThat(hashing.verify("Password", bcrypt)).isEqualTo(Verification.DIFFERENT);
    }

    @Test
    void does_the_work_of_one_hash_whatever_there_is_to_compare_with() {
        var hash = hashing.hash("pw");
        for (var known : new String[]{hash, null, "$1$unknown$format", "", hash.replace("m=64", "m=999999999") }) {
            long before = hashing.started();
            assertThat(hashing.verify("wrong", known)).isEqualTo(Verification.DIFFERENT);
            assertThat(hashing.started() - before).isEqualTo(1);
        }
    }

    @Test
    void half_of_the_cores_hash_but_at_least_one() {
        assertThat(HashingLimits.of(1).concurrent()).isEqualTo(1);
        assertThat(HashingLimits.of(2).concurrent()).isEqualTo(1);
        assertThat(HashingLimits.of(16).concurrent()).isEqualTo(8);
    }

    static PasswordHashing hashing(Argon2Cost cost) {
        return new PasswordHashing(cost, HashingLimits.of(2), new SecureRandom());
    }
}
