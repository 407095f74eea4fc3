package dev.cardea.dpop;

import dev.cardea.TestCardea;
import dev.cardea.ciba.TestCiba;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 9449 §5 at the end of a backchannel authentication")
class BackchannelKeyTest {
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(
                TestCiba.TILL.replace("client_id: till", "client_id: bound, dpop_bound_access_tokens: true"));
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    @Test
    void binds_the_tokens_to_the_key_of_the_poll_that_gets_them() {
        var request = TestCiba.of(cardea, "bound").approvedBy(cardea.signedIn(ALICE));
        assertThat(json(request.poll())).containsEntry("error", "invalid_dpop_proof");
        var proof = new TestProof(TestProof.key(), cardea, "POST", "/oauth2/token").toString();
        assertThat(json(request.poll("DPoP", proof))).containsEntry("token_type", "DPoP").containsKey("refresh_token");
    }
}
