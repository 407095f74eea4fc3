package dev.cardea.token;

import dev.cardea.TestCardea;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.REDIRECT;
import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.VERIFIER;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 6749 §4.1.2, §10.5: what a code is bound to, and what stays spent")
class AuthorizationCodeBindingTest {
    private TestCardea cardea = new TestCardea(TestCardea.client("evil", "client_name: Evil"));

    @AfterEach
    void stop() {
        cardea.close();
    }

    private Map<String, Object> redeemedBy(String client, String code) {
        return json(cardea.tokenAs(client, Map.of("grant_type", "authorization_code", "code", code, "redirect_uri",
                REDIRECT, "code_verifier", VERIFIER)));
    }

    @Test
    void is_its_client_and_not_its_own_spelling() {
        var code = cardea.givenCode();
        for (int i = 0; i < code.length(); i++) {
            var changed = code.substring(0, i) + (code.charAt(i) == 'A' ? 'B' : 'A') + code.substring(i + 1);
            assertThat(redeemedBy("app", changed)).containsEntry("error", "invalid_grant");
        }
        for (var other : new String[]{code + "=", code + "A", code.substring(1), code + code, "ä".repeat(48) })
            assertThat(redeemedBy("app", other)).containsEntry("error", "invalid_grant");
        assertThat(redeemedBy("app", code)).containsKey("access_token");
        assertThat(redeemedBy("evil", cardea.givenCode())).containsEntry("error", "invalid_grant");
    }

    @Test
    void is_not_spent_by_someone_who_is_not_a_client() { // §3.2.1
        var code = cardea.givenCode();
        var form = new HashMap<>(Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", REDIRECT,
                "code_verifier", VERIFIER, "client_id", "app"));
        assertThat(cardea.post("/oauth2/token", form).statusCode()).isEqualTo(401);
        form.put("client_secret", SECRET + "x");
        assertThat(cardea.post("/oauth2/token", form).statusCode()).isEqualTo(401);
        assertThat(redeemedBy("app", code)).containsKey("access_token");
    }

    @Test
    void is_not_revoked_by_a_replay_of_another_client() { // nobody else may end what was granted to this one
        var code = cardea.givenCode();
        var tokens = redeemedBy("app", code);
        assertThat(redeemedBy("evil", code)).containsEntry("error", "invalid_grant");
        assertThat(cardea.userinfo(tokens.get("access_token")).statusCode()).isEqualTo(200);
    }

    @Test
    void is_a_minute() {
        var early = cardea.givenCode();
        cardea.clock.advance(Duration.ofSeconds(59));
        assertThat(redeemedBy("app", early)).containsKey("access_token");
        var late = cardea.givenCode();
        cardea.clock.advance(Duration.ofSeconds(60));
        assertThat(redeemedBy("app", late)).containsEntry("error", "invalid_grant");
    }

    @Test
    void outlasts_a_restart() {
        var code = cardea.givenCode();
        var first = redeemedBy("app", code);
        var second = json(cardea.refresh((String) first.get("refresh_token")));
        cardea.clock.advance(Duration.ofSeconds(11));
        cardea = cardea.restarted();
        assertThat(cardea.userinfo(second.get("access_token")).statusCode()).isEqualTo(200);
        assertThat(json(cardea.refresh((String) first.get("refresh_token")))).containsEntry("error", "invalid_grant");
        assertThat(json(cardea.refresh((String) second.get("refresh_token")))).containsEntry("error",
                "invalid_grant");
        assertThat(redeemedBy("app", code)).containsEntry("error", "invalid_grant");
        assertThat(cardea.userinfo(second.get("access_token")).statusCode()).isEqualTo(401);
    }
}
