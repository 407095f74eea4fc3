package dev.cardea.html;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PagesTest {
    final Pages pages = new Pages(new Assets());

    @Test
    void shows_a_sign_in_form() {
        var response = pages.login(new LoginPage(Locale.ENGLISH, "/login", "r-1", "c-1", "Shop", null, "", false, null,
                List.of("https://shop.example/cb")));
        assertThat(response.status()).isEqualTo(200);
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("Shop", "name=\"password\"", "r-1",
                "c-1");
    }
}
