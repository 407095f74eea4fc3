package dev.cardea.logout;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.BOB;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Where a person can go on to once signed out")
class SignedOutPageTest {
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = TestCardea.of(TestCardea.CONFIGURATION
                .replace("name: Acme GmbH", "name: Acme GmbH, post_logout_redirect_uri: \"https://acme.example/bye\"")
                .replace("organizations:\n", "organizations:\n  - { id: silent }\n  - { id: shops, name: Shops Ltd,"
                        + " post_logout_redirect_uri: \"https://shops.example/bye\" }\n")
                + TestCardea.client("shop", "organization: shops")
                + TestCardea.client("page", "organization: silent, client_uri: \"https://page.example/\""));
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    /// The page after this person signed in to the client and the client asked to sign out, with no address.
    private static String signedOut(String client, String person) {
        var browser = cardea.browser();
        var code = TestBrowser
                .answer(browser.authorize(request("client_id", client, "scope", "openid"), person, PASSWORD))
                .get("code");
        var tokens = json(cardea.tokenAs(client, Map.of("grant_type", "authorization_code", "code", code,
                "redirect_uri", TestCardea.REDIRECT, "code_verifier", TestCardea.VERIFIER)));
        var page = browser.get("/oauth2/sessions/logout?id_token_hint=" + tokens.get("id_token"));
        assertThat(page.statusCode()).isEqualTo(200);
        return page.body();
    }

    @Test
    void is_the_organization_of_the_client() {
        assertThat(signedOut("shop", ALICE)).contains("href=\"https://shops.example/bye\"", "Shops Ltd")
                .doesNotContain("acme.example");
    }

    @Test
    void is_else_the_organization_of_the_person() {
        assertThat(signedOut("app", ALICE)).contains("href=\"https://acme.example/bye\"", "Acme GmbH");
    }

    @Test
    void is_else_the_clients_home_page() {
        assertThat(signedOut("page", BOB)).contains("href=\"https://page.example/\"");
    }

    @Test
    void is_else_nothing() {
        assertThat(signedOut("app", BOB)).doesNotContain("class=\"button\"");
    }

    @Test
    void is_the_same_where_nobody_was_signed_in() {
        assertThat(cardea.browser().get("/oauth2/sessions/logout?client_id=shop").body())
                .contains("href=\"https://shops.example/bye\"");
    }
}
