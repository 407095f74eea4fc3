package dev.cardea.logout;

import dev.cardea.TestCardea;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A change of the configuration that ends sessions tells their clients")
class DeclaredEndingsTest {
    private final Receiver receiver = new Receiver();
    private final String configuration = TestCardea.CONFIGURATION
            + TestCardea.client("told", "backchannel_logout_uri: \"" + receiver.uri("/") + "\"")
            + "outbound: { private_addresses: allow }\nprune: true\n";
    private TestCardea cardea = TestCardea.of(configuration);

    @AfterEach
    void stop() {
        cardea.close();
        receiver.close();
    }

    private static String alice(String configuration) {
        return configuration.lines().filter(line -> line.contains("email: " + ALICE)).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"password_replaced, name: Alice Adams, 'name: Alice Adams, password: \"another password\"'",
            "account_disabled, name: Alice Adams, 'name: Alice Adams, enabled: false'" })
    void of_an_account(String reason, String before, String after) throws Exception {
        var tokens = cardea.tokensOf("told", "scope", "openid");
        var line = alice(configuration).replace(before, after);
        if (line.contains("another password")) line = line.replace("password: \"" + PASSWORD + "\", ", "");
        cardea = cardea.restarted(configuration.replace(alice(configuration), line));
        assertThat(receiver.next().claims()).containsEntry("sid", claims(tokens.get("id_token")).get("sid"));
        assertThat(cardea.accepts(tokens)).isFalse();
        assertThat(cardea.server.stores().audit().latest(10))
                .anySatisfy(entry -> assertThat(entry.details()).contains(reason));
    }

    @Test
    void by_the_removal_of_the_account() throws Exception {
        var tokens = cardea.tokensOf("told", "scope", "openid");
        cardea = cardea.restarted(configuration.replace(alice(configuration) + "\n", ""));
        assertThat(receiver.next().claims()).containsEntry("sub", claims(tokens.get("id_token")).get("sub"));
    }

    @Test
    void unless_it_ends_none() {
        var browser = cardea.signedIn(ALICE);
        browser.authorize(request("client_id", "told", "scope", "openid"), ALICE, PASSWORD);
        cardea = cardea.restarted(configuration.replace("name: Alice Adams", "name: Alice B. Adams"));
        assertThat(Ledger.of(cardea, "told")).isEmpty();
        var again = cardea.browser();
        again.cookies.putAll(Map.copyOf(browser.cookies));
        assertThat(again.get("/").body()).contains("alice");
    }
}
