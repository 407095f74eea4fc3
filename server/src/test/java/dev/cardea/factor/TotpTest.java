package dev.cardea.factor;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 6238, RFC 4226 one-time passwords")
class TotpTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @CsvSource({"59, 94287082", "1111111109, 07081804", "1111111111, 14050471", "1234567890, 89005924",
            "2000000000, 69279037", "20000000000, 65353130" })
    void are_those_of_the_specification(long time, String eightDigits) { // RFC 6238 Appendix B
        var code = Totp.code(SECRET, Totp.step(Instant.ofEpochSecond(time)));
        assertThat(code).isEqualTo(eightDigits.substring(2));
    }

    @ParameterizedTest
    @CsvSource({"0, 755224", "1, 287082", "2, 359152", "3, 969429", "4, 338314", "9, 520489" })
    void count_like_those_they_are_made_of(long counter, String code) { // RFC 4226 Appendix D
        assertThat(Totp.code(SECRET, counter)).isEqualTo(code);
    }

    @Test
    void match_one_step_earlier_and_later_and_no_further() { // RFC 6238 §5.2
        var now = Instant.ofEpochSecond(1111111111);
        long step = Totp.step(now);
        for (long near = step - 1; near <= step + 1; near++)
            assertThat(Totp.matching(SECRET, Totp.code(SECRET, near), now)).hasValue(near);
        assertThat(Totp.matching(SECRET, Totp.code(SECRET, step - 2), now)).isEmpty();
        assertThat(Totp.matching(SECRET, Totp.code(SECRET, step + 2), now)).isEmpty();
        assertThat(Totp.matching(SECRET, "", now)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI" })
    void have_secrets_that_can_be_typed(String bytes, String text) { // RFC 4648 §10
        assertThat(Codes.base32(bytes.getBytes(StandardCharsets.US_ASCII))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"123 456|123456", "abcde-fgh2|ABCDEFGH2", " 1\t2 |12" })
    void are_read_as_people_type_them(String typed, String read) {
        assertThat(Codes.plain(typed)).isEqualTo(read);
    }
}
