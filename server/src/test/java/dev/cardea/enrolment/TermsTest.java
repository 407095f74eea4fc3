package dev.cardea.enrolment;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.audit.AuditStore;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.BOB;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.client;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("People who sign in are asked for the terms that they have not accepted")
class TermsTest {
    private static final String TERMS = "terms: { version: \"%s\", url: \"https://acme.example/terms\", \"url#de\": \"https://acme.example/agb\" }\n";
    private TestCardea cardea = new TestCardea(client("shop", "") + TERMS.formatted("1"));

    @AfterEach
    void stop() {
        cardea.close();
    }

    private static HttpResponse<String> signIn(TestBrowser browser, String user) {
        return browser.submit(browser.open(request("client_id", "shop", "prompt", "login")),
                Map.of("username", user, "password", PASSWORD));
    }

    @Test
    void once_for_each_version_and_goes_on() {
        var browser = cardea.browser();
        var page = signIn(browser, ALICE);
        assertThat(page.body()).contains("Our terms have changed", "https://acme.example/terms");
        var refused = browser.send(page, Map.of());
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("terms-problem");
        assertThat(TestBrowser.location(browser.submit(page, Map.of("terms", "yes")))).startsWith(TestCardea.REDIRECT);
        assertThat(TestBrowser.location(signIn(cardea.browser(), ALICE))).startsWith(TestCardea.REDIRECT);
        assertThat(cardea.server.stores().audit().latest(20)).extracting(AuditStore.Entry::type)
                .contains("TermsAccepted");
        cardea = cardea.restarted(
                TestCardea.CONFIGURATION + client("shop", "") + TERMS.formatted("2"));
        assertThat(signIn(cardea.browser(), ALICE).body()).contains("Our terms have changed");
    }

    @Test
    void each_for_themselves_by_a_form_of_their_own() {
        var browser = cardea.browser();
        var form = TestBrowser.hidden(signIn(browser, ALICE));
        form.put("terms", "yes");
        var other = cardea.browser();
        signIn(other, BOB);
        assertThat(other.post("/terms", form).statusCode()).isEqualTo(303);
        assertThat(TestBrowser.location(cardea.browser().post("/terms", form))).isEqualTo("/login");
        form.put("csrf", "AAAA");
        assertThat(browser.post("/terms", form).statusCode()).isEqualTo(400);
        for (var user : new String[]{ALICE, BOB })
            assertThat(cardea.server.stores().terms().hasAccepted(cardea.user(user).id(), "1")).isFalse();
    }

    @Test
    void nobody_is_asked_who_is_not_signed_in() {
        assertThat(TestBrowser.location(cardea.get("/terms"))).isEqualTo("/login");
        assertThat(TestBrowser.location(cardea.get("/terms?request=x"))).isEqualTo("/login");
    }
}
