package dev.cardea.html;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class WebAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"https://shop.example/", "http://127.0.0.1:9000/a?b=c", "HTTPS://shop.example",
            "https://[::1]:8443/", "/", "/login?x=y" })
    void may_become_a_link(String address) {
        assertThat(WebAddress.orNull(address)).isEqualTo(address);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"javascript:alert(1)", "JaVaScRiPt:alert(1)", "\tjavascript:alert(1)", " https://a.example",
            "java\nscript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", "//evil.example",
            "/\\evil.example", "/\t/evil.example", "https:evil.example", "https:///evil.example", "shop.example",
            "https://shop.example@evil.example/", "myapp://x", "https://shop.example/\" onclick=\"x" })
    void stays_out_of_the_page(String address) {
        assertThat(WebAddress.orNull(address)).isNull();
    }
}
