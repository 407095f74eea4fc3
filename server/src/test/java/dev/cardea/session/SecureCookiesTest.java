package dev.cardea.session;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The attributes of cookies (RFC 6265bis §4.1), for an https issuer")
class SecureCookiesTest {
    private static final String ISSUER = "https://sso.example";
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = TestCardea.at(ISSUER);
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static List<String> cookies(HttpResponse<?> answer) {
        return answer.headers().allValues("Set-Cookie");
    }

    @Test
    void let_no_script_no_plain_connection_no_sibling_host_and_no_other_sites_form_have_them() {
        var page = cardea.get("/login");
        assertThat(cookies(page)).singleElement()
                .asString()
                .matches("__Host-cardea_browser=[A-Za-z0-9_-]{43}; Path=/; Secure; HttpOnly; SameSite=Lax");
        var form = TestBrowser.hidden(page);
        form.putAll(Map.of("username", ALICE, "password", PASSWORD));
        var signedIn = cardea.post("/login", form, "Origin", ISSUER, "Cookie", cookies(page).getFirst().split(";")[0]);
        assertThat(signedIn.statusCode()).isEqualTo(303);
        assertThat(cookies(signedIn)).hasSize(2)
                .anyMatch(cookie -> cookie
                        .matches("__Host-cardea_session=[A-Za-z0-9_-]{70}; Path=/; Secure; HttpOnly; SameSite=Lax"))
                // The one that scripts and frames are for, and that is worth nothing (Session Management §3.2).
                .anyMatch(cookie -> cookie
                        .matches("__Host-cardea_state=[A-Za-z0-9_-]{43}; Path=/; Secure; SameSite=None"));
    }

    @Test
    void are_cleared_under_the_same_attributes() {
        var page = cardea.get("/login", "Cookie", "__Host-cardea_session=" + "A".repeat(70));
        assertThat(cookies(page)).contains(
                "__Host-cardea_session=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax");
    }

    @Test
    void without_the_prefix_are_not_believed() {
        var page = cardea.get("/login", "Cookie", "cardea_browser=planted");
        assertThat(cookies(page)).anyMatch(cookie -> cookie.startsWith("__Host-cardea_browser="));
    }

    @Test
    void travel_over_tls_for_good() {
        assertThat(cardea.get("/login").headers().firstValue("Strict-Transport-Security")).isPresent();
    }
}
