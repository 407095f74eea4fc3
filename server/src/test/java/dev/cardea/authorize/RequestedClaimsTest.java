package dev.cardea.authorize;

import dev.cardea.Refusals;
import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.BOB;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

@DisplayName("OIDC Core §5.5 claims parameter, with essential acr (§5.5.1.1)")
class RequestedClaimsTest {
    private static TestCardea cardea;
    private static TestBrowser alice;

    @BeforeAll
    static void start() {
        cardea = new TestCardea();
        alice = cardea.browser();
        alice.authorize(request("scope", "openid profile email phone"), ALICE, PASSWORD);
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static Map<String, Object> given(String claims) {
        var granted = alice.open(request("scope", "openid", "claims", claims));
        return json(cardea.redeem(TestBrowser.answer(granted).get("code")));
    }

    private static Map<String, Object> idToken(Map<String, Object> tokens) {
        return TestCardea.claims(tokens.get("id_token"));
    }

    private static Map<String, Object> userinfo(Map<String, Object> tokens) {
        return json(cardea.get("/userinfo", "Authorization", "Bearer " + tokens.get("access_token")));
    }

    @Test
    void puts_each_claim_where_it_was_asked_for() {
        var tokens = given("""
                {"id_token":{"email":null,"given_name":{"essential":true}},"userinfo":{"name":{"essential":false}}}""");
        assertThat(idToken(tokens)).containsEntry("email", ALICE)
                .containsEntry("given_name", "Alice")
                .doesNotContainKey("name");
        assertThat(userinfo(tokens)).containsEntry("name", "Alice Adams").doesNotContainKeys("email", "given_name");
    }

    @Test
    void leaves_out_what_it_does_not_have_even_where_essential() { // §5.5.1
        var tokens = given(
                "{\"userinfo\":{\"phone_number\":{\"essential\":true},\"x:unheard_of\":{\"essential\":true}}}");
        assertThat(userinfo(tokens)).containsOnlyKeys("sub");
    }

    @Test
    void gives_no_claim_that_no_scope_could_open() {
        var tokens = given("{\"userinfo\":{\"roles\":null,\"password_hash\":null,\"organization\":null}}");
        assertThat(userinfo(tokens)).containsOnlyKeys("sub");
    }

    @Test
    void never_lets_a_request_change_a_claim() {
        var tokens = given("""
                {"id_token":{"iss":{"value":"https://evil.test"},"aud":{"value":"evil"},"auth_time":{"value":1}}}""");
        assertThat(idToken(tokens)).containsEntry("iss", TestCardea.ISSUER).containsEntry("aud", "app");
        assertThat(idToken(tokens).get("auth_time")).isNotEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"id_token\":{}}", "{\"userinfo\":null}", "{\"unheard_of\":{\"name\":null}}",
            "{\"id_token\":{\"email\":{\"unheard_of\":1}}}" })
    void ignores_what_it_does_not_understand(String claims) { // §5.5
        assertThat(given(claims)).containsKey("id_token");
    }

    private static Stream<Arguments> malformed() {
        return Stream.of(
                argumentSet("no JSON", "claims"),
                argumentSet("half an object", "{\"id_token\":"),
                argumentSet("trailing text", "{} {}"),
                argumentSet("an array", "[]"),
                argumentSet("null", "null"),
                argumentSet("a member that is no object", "{\"id_token\":[]}"),
                argumentSet("a claim that is no object", "{\"id_token\":{\"email\":true}}"),
                argumentSet("a member twice", "{\"id_token\":{},\"id_token\":{\"sub\":null}}"),
                argumentSet("a claim twice", "{\"id_token\":{\"sub\":null,\"sub\":{\"value\":\"x\"}}}"),
                argumentSet("nested without end", "{\"id_token\":{\"x\":{\"values\":" + "[".repeat(3000)),
                argumentSet("too long", "{\"id_token\":{\"" + "x".repeat(8200) + "\":null}}"),
                argumentSet("a number without end", "{\"id_token\":{\"x\":{\"value\":" + "9".repeat(5000) + "}}}"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void is_refused_where_it_is_malformed(String claims) {
        Refusals.assertSent(alice.open(request("claims", claims)), "invalid_request");
    }

    @Test
    void is_answered_where_the_person_asked_for_is_signed_in() { // §5.5.1 sub
        var id = cardea.user(ALICE).id();
        assertThat(given("{\"id_token\":{\"sub\":{\"value\":\"" + id + "\"}}}")).containsKey("id_token");
        assertThat(given("{\"userinfo\":{\"sub\":{\"values\":[\"somebody\",\"" + id + "\"]}}}"))
                .containsKey("id_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id_token", "userinfo" })
    void never_answers_for_another_person_than_the_one_asked_for(String member) { // §5.5.1 sub
        var claims = "{\"" + member + "\":{\"sub\":{\"value\":\"" + cardea.user(BOB).id() + "\"}}}";
        Refusals.assertSent(alice.open(request("claims", claims, "prompt", "none")), "login_required");
        var browser = cardea.browser();
        var page = browser.open(request("claims", claims));
        Refusals.assertSent(browser.submit(page, Map.of("username", ALICE, "password", PASSWORD)), "login_required");
    }

    @Test
    void never_answers_where_the_two_places_ask_for_different_people() {
        var claims = "{\"id_token\":{\"sub\":{\"value\":\"%s\"}},\"userinfo\":{\"sub\":{\"value\":\"%s\"}}}"
                .formatted(cardea.user(ALICE).id(), cardea.user(BOB).id());
        Refusals.assertSent(alice.open(request("claims", claims, "prompt", "none")), "login_required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"value\":\"urn:cardea:acr:password\"",
            "\"values\":[\"urn:example:gold\",\"urn:cardea:acr:password\"]" })
    void meets_an_essential_acr_that_it_can_meet(String values) { // §5.5.1.1
        var tokens = given("{\"id_token\":{\"acr\":{\"essential\":true," + values + "}}}");
        assertThat(idToken(tokens)).containsEntry("acr", "urn:cardea:acr:password");
    }

    @Test
    void never_answers_with_less_than_an_essential_acr() { // §5.5.1.1
        var claims = "{\"id_token\":{\"acr\":{\"essential\":true,\"values\":[\"urn:example:gold\"]}}}";
        Refusals.assertSent(alice.open(request("claims", claims)), "unmet_authentication_requirements");
        Refusals.assertSent(
                alice.open(request("claims", claims, "prompt", "none")), "unmet_authentication_requirements");
    }

    @Test
    void takes_a_voluntary_acr_for_a_wish() { // §5.5.1.1
        var tokens = given("{\"id_token\":{\"acr\":{\"values\":[\"urn:example:gold\"]}}}");
        assertThat(idToken(tokens)).containsEntry("acr", "urn:cardea:acr:password");
    }
}
