package dev.cardea.fapi;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.client.TestKey;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.ISSUER;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("FAPI 2.0 Message Signing §5.3, §5.4 for a client with profile fapi2")
class MessageSigningTest {
    private static final TestKey KEY = TestKey.es256();
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(
                """
                          - { client_id: bank, profile: fapi2, require_signed_request_object: true, response_modes: [jwt], jwks: %s, redirect_uris: ["%s"], consent: first_party, scope: openid profile email offline_access }
                        """
                        .formatted(KEY.jwks(), TestCardea.REDIRECT));
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static FapiClient bank() {
        return new FapiClient(cardea, "bank", KEY);
    }

    private static Map<String, Object> members(String... more) {
        var all = new LinkedHashMap<>(bank().members("response_mode", "jwt"));
        for (int i = 0; i < more.length; i += 2)
            if (more[i + 1].isEmpty()) all.remove(more[i]);
            else
            all.put(more[i], more[i + 1]);
        return all;
    }

    private static void assertRefused(HttpResponse<String> response, String error) {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response)).containsEntry("error", error).doesNotContainKey("request_uri");
    }

    @Test
    void the_request_and_the_answer_are_signed() {
        var bank = bank();
        var answer = TestBrowser.answer(bank.authorize(bank.pushObject(KEY, members())));
        assertThat(answer).containsOnlyKeys("response");
        var claims = TestCardea.claims(answer.get("response"));
        assertThat(claims).containsEntry("iss", ISSUER).containsEntry("aud", "bank").containsEntry("state", "s-1");
        assertThat(json(bank.redeem((String) claims.get("code")))).containsEntry("token_type", "DPoP");
    }

    @Test
    void a_request_that_is_not_signed_is_refused() { // §5.3.1
        assertRefused(bank().push("response_mode", "jwt"), "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "form_post", "fragment", "query.jwt", "" })
    void another_way_of_answering_than_the_registered_one_is_refused(String mode) { // §5.6
        assertRefused(bank().pushObject(KEY, members("response_mode", mode)), "invalid_request");
    }

    @ParameterizedTest
    @CsvSource({"0, 3601", "-3601, 60", "60, 120", "-120, -11" })
    void an_object_is_good_for_an_hour_at_most_and_now(long notBefore, long expires) { // §5.3.1
        var members = members();
        members.put("nbf", bank().now() + notBefore);
        members.put("exp", bank().now() + expires);
        assertRefused(bank().pushObject(KEY, members), "invalid_request_object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nbf", "exp", "aud", "iss" })
    void an_object_without_what_says_for_whom_and_when_is_refused(String name) { // §5.3.1
        assertRefused(bank().pushObject(KEY, members(name, "")), "invalid_request_object");
    }

    @Test
    void an_object_for_another_server_is_refused() { // §5.3.1
        assertRefused(bank().pushObject(KEY, members("aud", "https://elsewhere.example")), "invalid_request_object");
        assertRefused(bank().pushObject(TestKey.es256(), members()), "invalid_request_object");
    }
}
