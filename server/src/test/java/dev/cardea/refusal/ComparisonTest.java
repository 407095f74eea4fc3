package dev.cardea.refusal;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("What is different from the registered address that was meant")
class ComparisonTest {
    private static final List<String> REGISTERED = List.of("https://app.example/cb", "https://staging.app.example/cb",
            "http://127.0.0.1/cb", "com.example.app:/cb");

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
            "https://app.example/cb/,     https://app.example/cb,         '/' is too much at character 23",
            "https://app.example/c,       https://app.example/cb,         'b' is missing at character 22",
            "http://app.example/cb,       https://app.example/cb,         's' is missing at character 5",
            "https://App.example/cb,      https://app.example/cb,         'A' was sent at character 9 where 'a' is registered (upper and lower case count)",
            "https://staging.app.example/cb?x=1, https://staging.app.example/cb, '?x=1' is too much at character 31",
            "http://127.0.0.1:8080/callback, http://127.0.0.1/cb, ':8080/callback' was sent at character 17 where '/cb' is registered",
            "com.example.app:/,           com.example.app:/cb,            'cb' is missing at character 18" })
    void is_said_exactly(String sent, String closest, String difference) {
        assertThat(Comparison.of(sent, REGISTERED)).hasValue(new Comparison(closest, difference));
    }

    @Test
    void is_nothing_where_there_is_nothing_to_compare() {
        assertThat(Comparison.of("https://app.example/cb", List.of())).isEmpty();
        assertThat(Comparison.of("https://app.example/" + "x".repeat(3000), REGISTERED)).isEmpty();
        assertThat(Comparison.of("", REGISTERED)).isPresent();
    }
}
