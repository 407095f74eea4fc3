package dev.cardea.bench.floor;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("What openssl speed -mr prints")
class OpenSslTest {
    @Test
    void becomes_microseconds() {
        assertThat(OpenSsl.parse("+H:16\n+F2:2:2048:4000.000000:50000.0\n+F4:3:256:40000.0:12500.0\n"))
                .isEqualTo(new OpenSsl(250, 25, 80));
    }
}
