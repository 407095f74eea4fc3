package dev.cardea.html;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ContentSecurityPolicyTest {
    @Test
    void allows_this_servers_files_and_nothing_else() {
        assertThat(ContentSecurityPolicy.of(List.of(), null)).isEqualTo("default-src 'none'; style-src 'self'; "
                + "script-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
    }

    @ParameterizedTest
    @CsvSource({"https://shop.example/cb,https:", "http://127.0.0.1:9000/cb,http:",
            "com.example.app:/cb,com.example.app:",
            "MyApp://cb,myapp:", "https://shop.example,https:", "myapp,myapp:" })
    void lets_a_form_lead_to_where_its_answer_redirects(String target, String source) {
        assertThat(formAction(target)).isEqualTo("'self' " + source);
    }

    @Test
    void names_a_scheme_once() {
        assertThat(formAction("https://a.example/", "https://b.example/", "http://127.0.0.1/"))
                .isEqualTo("'self' https: http:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "blob:x",
            "'unsafe-inline'",
            "*", "", ":", "; script-src *", "https; script-src *:x", "x y:z", "/cb", "http\r\nX: y" })
    void takes_nothing_else_over(String target) {
        assertThat(ContentSecurityPolicy.of(List.of(target), null))
                .isEqualTo(ContentSecurityPolicy.of(List.of(), null));
    }

    @Test
    void lets_the_clients_logo_be_shown() {
        assertThat(ContentSecurityPolicy.of(List.of(), "https://Shop.example:8443/logo.png;x"))
                .contains("img-src 'self' data: https://shop.example:8443; ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/logo.png", "javascript:x", "https://[::1]/logo.png", "https://a_b;c/logo.png" })
    void allows_no_image_of_an_unclear_origin(String address) {
        assertThat(ContentSecurityPolicy.of(List.of(), address)).contains("img-src 'self' data:; ");
    }

    private static String formAction(String... targets) {
        return ContentSecurityPolicy.of(List.of(targets), null).replaceAll(".*form-action ([^;]*);.*", "$1");
    }
}
