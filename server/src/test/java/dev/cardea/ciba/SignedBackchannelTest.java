package dev.cardea.ciba;

import dev.cardea.TestCardea;
import dev.cardea.client.TestKey;
import dev.cardea.json.Json;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.ISSUER;
import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

@DisplayName("CIBA Core §7.1.1 signed authentication request")
class SignedBackchannelTest {
    private static final TestKey KEY = TestKey.es256();
    private static final TestKey OTHER = TestKey.es256();
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(TestCiba.client("signer", "poll",
                "backchannel_authentication_request_signing_alg: ES256, jwks: " + KEY.jwks())
                + TestCiba.client("another", "poll",
                        "backchannel_authentication_request_signing_alg: PS256, jwks: " + KEY.jwks())
                + TestCiba.client("unsigned", "poll", "jwks: " + KEY.jwks()));
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    @BeforeEach
    void forget_what_waits() {
        cardea.clock.advance(Duration.ofDays(1));
    }

    private static long now() {
        return cardea.clock.instant().getEpochSecond();
    }

    private static Map<String, Object> members() {
        var members = new LinkedHashMap<String, Object>(TestCiba.request("binding_message", "W4SCT"));
        members.putAll(Map.of("iss", "signer", "aud", ISSUER, "exp", now() + 300, "iat", now(), "nbf", now(), "jti",
                UUID.randomUUID().toString(), "requested_expiry", 120));
        return members;
    }

    private static HttpResponse<String> send(String client, String object, String... beside) {
        var form = new LinkedHashMap<>(Map.of("request", object));
        for (int i = 0; i < beside.length; i += 2) form.put(beside[i], beside[i + 1]);
        return cardea.post("/oauth2/bc-authorize", form, "Authorization", basic(client, SECRET));
    }

    private static void assertRefused(HttpResponse<String> response, String why) {
        assertThat(json(response)).containsEntry("error", "invalid_request");
        assertThat((String) json(response).get("error_description")).contains(why);
        assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void stands_for_the_whole_request() {
        assertThat(json(send("signer", KEY.sign(members()), "client_id", "signer")))
                .containsEntry("expires_in", 120)
                .containsKey("auth_req_id");
        assertThat(cardea.signedIn(ALICE).get("/account/requests").body()).contains("W4SCT");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                without("iss"), without("aud"), without("exp"), without("iat"), without("nbf"), without("jti"),
                with("iss", "another", "iss must be"),
                with("aud", "https://other.example", "aud must be"),
                with("aud", List.of("https://other.example"), "aud must be"),
                with("exp", 1, "it has expired"),
                with("exp", 99999999999L, "exp is more than an hour away"),
                with("exp", "soon", "exp is not a number"),
                with("nbf", 99999999999L, "nbf is in the future"),
                with("iat", 99999999999L, "iat is in the future"),
                with("jti", 7, "jti is no text"),
                with("jti", "", "jti is no text"),
                with("sub", "signer", "sub must not be the client_id"),
                with("request", "x", "request must not be inside"),
                with("client_id", "another", "client_id must be"));
    }

    private static Arguments without(String name) {
        return argumentSet("without " + name, (Consumer<Map<String, Object>>) members -> members.remove(name), name);
    }

    private static Arguments with(String name, Object value, String why) {
        return argumentSet("with " + name + " " + value,
                (Consumer<Map<String, Object>>) members -> members.put(name, value), why);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void says_all_there_is_to_say_about_itself(Consumer<Map<String, Object>> mistake, String why) {
        var members = members();
        mistake.accept(members);
        assertRefused(send("signer", KEY.sign(members)), why);
    }

    @Test
    void is_refused_by_the_rules_of_all_requests() {
        var members = members();
        members.remove("login_hint");
        assertRefused(send("signer", KEY.sign(members)), "exactly one of login_hint");
    }

    @Test
    void is_made_with_a_key_of_the_client_and_its_algorithm() {
        assertRefused(send("signer", OTHER.sign(members())), "no key of the client");
        assertRefused(send("another", KEY.sign(members())), "alg must be PS256");
        assertRefused(send("signer", KEY.sign(members()) + "x"), "the request object is not valid");
        var unsigned = TestKey.encode(Json.bytes(Map.of("alg", "none"))) + "." + TestKey.encode(Json.bytes(members()))
                + ".";
        assertRefused(send("signer", unsigned), "the request object is not valid");
    }

    @Test
    void is_taken_once() {
        var object = KEY.sign(members());
        assertThat(json(send("signer", object))).containsKey("auth_req_id");
        assertRefused(send("signer", object), "was used before");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope", "login_hint", "id_token_hint", "login_hint_token", "binding_message", "acr_values",
            "requested_expiry", "user_code", "client_notification_token" })
    void has_everything_inside(String name) {
        assertRefused(send("signer", KEY.sign(members()), name, "x"), name + " must be inside");
    }

    @Test
    void is_sent_by_clients_that_are_registered_for_it_and_always_by_them() {
        assertRefused(TestCiba.ask(cardea, "signer"), "must sign its requests with ES256");
        var members = members();
        members.put("iss", "unsigned");
        assertRefused(send("unsigned", KEY.sign(members)), "not registered for signed requests");
    }
}
