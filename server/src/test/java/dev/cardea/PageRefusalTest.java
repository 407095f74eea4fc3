package dev.cardea;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Refusals where a person looks")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageRefusalTest {
    private final TestCardea cardea = new TestCardea();

    @AfterAll
    void stop() {
        cardea.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/auth", "/oauth2/sessions/logout", "/login", "/consent" })
    void are_pages_whatever_the_client_accepts(String path) {
        for (var accept : new String[]{"text/html", "*/*" }) {
            Refusals.assertShown(cardea.send("POST", path, "{}", "Content-Type", "application/json", "Accept", accept));
            Refusals.assertShown(cardea.send("POST", path, "a=%zz", "Content-Type", "application/x-www-form-urlencoded",
                    "Accept", accept));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/token", "/oauth2/introspect", "/oauth2/revoke" })
    void stay_json_where_a_program_asks(String path) { // RFC 6749 §5.2
        var response = cardea.post(path, Map.of(), "Accept", "text/html");
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
    }
}
