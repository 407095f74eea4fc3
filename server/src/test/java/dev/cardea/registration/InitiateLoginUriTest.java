package dev.cardea.registration;

import dev.cardea.TestCardea;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.registration.TestRegistration.metadata;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("OIDC Core §4 where a sign-in can be begun by others")
class InitiateLoginUriTest {
    private static final String NAME = "initiate_login_uri";
    private static final String ADDRESS = "https://app.example/begin";
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = TestRegistration.open("");
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    @Test
    void is_registered_and_given_back() {
        var registered = TestRegistration.registered(cardea, NAME, ADDRESS);
        assertThat(registered).containsEntry(NAME, ADDRESS);
        var read = TestRegistration.manage(cardea, "GET", registered, null);
        assertThat(TestCardea.json(read)).containsEntry(NAME, ADDRESS);
    }

    @Test
    void is_refused_without_https() {
        for (var address : new String[]{"http://app.example/begin", "javascript:alert(1)", "/begin" })
            TestRegistration.assertRefused(
                    TestRegistration.send(cardea, metadata(NAME, address)), "invalid_client_metadata", NAME);
    }
}
