package dev.cardea;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A store that has failed")
@Isolated("it reads what the whole process logs")
class OutageTest {
    private static final Logger OURS = (Logger) LoggerFactory.getLogger("dev.cardea");
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();

    @BeforeEach
    void capture() {
        written.start();
        OURS.addAppender(written);
    }

    @AfterEach
    void release() {
        OURS.detachAppender(written);
    }

    @Test
    void is_said_to_programs_in_the_words_of_the_protocol() {
        try (var cardea = new TestCardea()) {
            var tokens = cardea.givenTokens();
            var accessToken = (String) tokens.get("access_token");
            cardea.server.stores().close();
            assertUnavailable(cardea.refresh((String) tokens.get("refresh_token")));
            assertUnavailable(cardea.userinfo(accessToken));
            for (var path : new String[]{"/oauth2/introspect", "/oauth2/revoke" })
                assertUnavailable(cardea.post(path, Map.of("token", accessToken), "Authorization",
                        basic("app", SECRET)));
        }
    }

    private static void assertUnavailable(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(response.body())
                .contains("\"error\":\"temporarily_unavailable\"") // RFC 6749 §4.1.2.1
                .doesNotContain("closed", "store");
    }

    @Test
    void is_shown_to_a_person_as_a_page() {
        try (var cardea = new TestCardea()) {
            var browser = cardea.signedIn(TestCardea.ALICE);
            var form = cardea.browser().get("/login");
            cardea.server.stores().close();
            var request = "/oauth2/auth?" + TestBrowser.encode(TestCardea.request());
            for (var page : new String[]{request, "/", "/oauth2/sessions/logout" }) assertPage(browser.get(page));
            assertThat(form.statusCode()).isEqualTo(200);
        }
    }

    private static void assertPage(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(response.body()).contains(response.headers().firstValue("X-Request-Id").orElseThrow());
    }

    @Test
    void is_logged_once_under_the_request() {
        try (var cardea = new TestCardea()) {
            var refreshToken = (String) cardea.givenTokens().get("refresh_token");
            cardea.server.stores().close();
            written.list.clear();
            var response = cardea.refresh(refreshToken);
            assertThat(written.list).filteredOn(event -> event.getLevel() == Level.ERROR)
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.getMDCPropertyMap()).containsEntry("request_id",
                                response.headers().firstValue("X-Request-Id").orElseThrow());
                        assertThat(event.getThrowableProxy().getMessage())
                                .contains("authorizations.rotate")
                                .doesNotContain(refreshToken);
                    });
        }
    }
}
