package dev.cardea.logout;

import dev.cardea.RedirectTricks;
import dev.cardea.Refusals;
import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("OpenID Connect RP-Initiated Logout 1.0 §3 redirection to the client after logout")
class PostLogoutRedirectUriTest {
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(
                "  - { client_id: bye, client_secret: bye-secret-0123456789, redirect_uris: [https://bye.example/cb],"
                        + " post_logout_redirect_uris: [\"https://app.example/bye\", \"https://app.example/bye2?x=1\"] }\n");
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    /// Nobody is signed in, so the answer comes at once.
    private static HttpResponse<String> ask(String target) {
        return cardea.browser()
                .get("/oauth2/sessions/logout?" + TestBrowser.encode(
                        Map.of("client_id", "bye", "state", "s", "post_logout_redirect_uri", target)));
    }

    private static Stream<Arguments> tricks() {
        return RedirectTricks.on("/bye");
    }

    @ParameterizedTest
    @MethodSource("tricks")
    void never_goes_where_only_looks_registered(String target) {
        Refusals.assertShown(ask(target));
    }

    @Test
    void goes_to_the_registered_address() {
        assertThat(TestBrowser.location(ask("https://app.example/bye"))).isEqualTo("https://app.example/bye?state=s");
    }

    @Test
    void keeps_the_registered_query_and_adds_to_it() {
        assertThat(TestBrowser.location(ask("https://app.example/bye2?x=1")))
                .isEqualTo("https://app.example/bye2?x=1&state=s");
    }
}
