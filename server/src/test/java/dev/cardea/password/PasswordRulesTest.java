package dev.cardea.password;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.password.PasswordProblem.breached;
import static dev.cardea.password.PasswordProblem.like_account;
import static dev.cardea.password.PasswordProblem.too_common;
import static dev.cardea.password.PasswordProblem.too_long;
import static dev.cardea.password.PasswordProblem.too_short;
import static dev.cardea.password.PasswordProblem.unusable;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("NIST SP 800-63B §3.1.1.2 password verifiers")
class PasswordRulesTest {
    private static final List<String> ALICE = List.of("alice@acme.example", "alice", "Alice Archer");
    private final PasswordRules rules = new PasswordRules(PasswordPolicy.STANDARD);

    private List<PasswordProblem> problems(String password) {
        return rules.problems(password, ALICE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kestrel over the marsh", "ヴァイオリンの音楽会", "eine lange Straße", "8 Zeichen?",
            "  spaces count  ",
            "alice likes long walks by the river", "tr0ub4dor&3-and-more" })
    void takes_what_is_long_enough_and_nobody_guesses_first(String password) {
        assertThat(problems(password)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"short7c", "🐎🔋🔗", "" })
    void refuses_what_is_shorter_than_eight_characters(String password) {
        assertThat(problems(password)).contains(too_short);
    }

    @Test
    void takes_at_least_64_characters_and_counts_characters_not_their_halves() {
        var horses = IntStream.range(0, 16).mapToObj(_ -> "🐎ab9").collect(Collectors.joining());
        assertThat(problems(horses)).isEmpty();
        assertThat(problems(horses.repeat(4))).isEmpty();
        assertThat(problems(horses.repeat(4) + "x")).containsExactly(too_long);
        assertThat(problems("x".repeat(100_000))).containsExactly(too_long);
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "PassWord", "12345678", "qwertyuiop", "iloveyou", "aaaaaaaaaaaa",
            "abababababab" })
    void refuses_what_is_guessed_first(String password) {
        assertThat(problems(password)).containsExactly(too_common);
    }

    @ParameterizedTest
    @CsvSource({"alice@acme.example", "ALICE@ACME.EXAMPLE", "alice2024", "archer123", "alicearcher", "Alice Archer" })
    void refuses_what_is_known_of_the_person(String password) {
        assertThat(problems(password)).contains(like_account);
        assertThat(rules.problems(password, List.of("bob@other.test"))).doesNotContain(like_account);
    }

    @Test
    void says_everything_at_once() {
        assertThat(problems("aaaa")).containsExactly(too_short, too_common);
        assertThat(rules.problems("archer1", ALICE)).containsExactly(too_short, like_account);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nul\0in the middle", "half of a pair \uD83D" })
    void refuses_what_cannot_be_kept_as_it_was_typed(String password) {
        assertThat(problems(password)).containsExactly(unusable);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n" })
    void finds_a_leaked_password_in_a_sorted_file_wherever_it_stands(String lineEnd, @TempDir Path directory)
            throws IOException {
        var leaked = IntStream.range(0, 500).mapToObj(i -> "leaked password " + i).toList();
        var file = directory.resolve("pwned.txt");
        Files.writeString(file, leaked.stream()
                .map(PasswordRulesTest::sha1)
                .sorted()
                .map(hash -> hash + ":" + Math.floorMod(hash.hashCode(), 100_000))
                .collect(Collectors.joining(lineEnd)));
        var strict = new PasswordRules(new PasswordPolicy(8, 256, file));
        for (var password : leaked) assertThat(strict.problems(password, List.of())).containsExactly(breached);
        for (int i = 0; i < 500; i++) assertThat(strict.problems("a fresh password " + i, List.of())).isEmpty();
    }

    private static String sha1(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().withUpperCase().formatHex(digest);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
