package dev.cardea.details;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.refusal.TestWhy;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static dev.cardea.details.Detailed.ACCOUNT;
import static dev.cardea.details.Detailed.AT_PAY;
import static dev.cardea.details.Detailed.BANK;
import static dev.cardea.details.Detailed.NAME;
import static dev.cardea.details.Detailed.PAY;
import static dev.cardea.details.Detailed.PAYMENT;
import static dev.cardea.details.Detailed.audience;
import static dev.cardea.details.Detailed.details;
import static dev.cardea.details.Detailed.of;
import static dev.cardea.details.Detailed.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 9396 §2 authorization_details, §3 authorization requests, §5 errors, §7 token answers, §9 tokens")
class RichAuthorizationTest {
    private static Detailed detailed;

    @BeforeAll
    static void start() {
        detailed = new Detailed();
    }

    @AfterAll
    static void stop() {
        detailed.close();
    }

    @Test
    void are_in_the_answer_and_in_the_token() { // §7, §9.1
        var tokens = detailed.tokens("shop", PAYMENT, ACCOUNT);
        assertThat(tokens).containsEntry(NAME, of(PAYMENT, ACCOUNT)).containsKey("id_token");
        assertThat(claims(tokens.get("access_token"))).containsEntry(NAME, of(PAYMENT, ACCOUNT));
        assertThat(claims(tokens.get("id_token"))).doesNotContainKey(NAME);
    }

    @Test
    void need_no_scope_beside_them() { // §3.1
        var answer = detailed.answer(request("shop", details(PAYMENT), "scope", ""));
        var tokens = Detailed.good(detailed.redeem("shop", answer.get("code")));
        assertThat(tokens).containsEntry(NAME, of(PAYMENT)).doesNotContainKeys("scope", "id_token");
        assertThat(claims(tokens.get("access_token"))).containsEntry(NAME, of(PAYMENT)).doesNotContainKey("scope");
        assertThat(Detailed.good(detailed.refresh(tokens))).containsEntry(NAME, of(PAYMENT));
        assertThat(detailed.answer(request("shop", "", "scope", ""))).containsEntry("error", "invalid_scope");
    }

    @Test
    void leave_everything_as_it_was_where_there_are_none() {
        var code = detailed.answer(request("shop", "")).get("code");
        assertThat(Detailed.good(detailed.redeem("shop", code))).doesNotContainKey(NAME);
        assertThat(claims(detailed.cardea.tokensOf("plain", "scope", "openid").get("access_token")))
                .doesNotContainKey(NAME);
    }

    @Test
    void say_the_same_whatever_they_are_written_like() { // §2
        var other = """
                [ {"creditorName" : "Merch\\u0061nt A", "instructedAmount":{"amount":"123.50","currency":"EUR"},
                   "actions":["initiate","status"], "share": 1.50, "type":"payment"},
                  {"type":"payment","share":15e-1,"instructedAmount":{"currency":"EUR","amount":"123.50"},
                   "actions":["initiate","status"],"creditorName":"Merchant A"} ]""";
        assertThat(Detailed.good(detailed.redeem("shop", detailed.answer(request("shop", other)).get("code"))))
                .containsEntry(NAME, of(PAYMENT.replace("\"actions\"", "\"share\":1.5,\"actions\"")));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "x", "{}", "null", "true", "1", "\"payment\"", "[", "[{]", "[{}", "[[]]", "[1]", "[null]", "['payment']",
            "[{\"type\":\"payment\"}] []", "[{\"type\":\"payment\",\"type\":\"payment\"}]", "[]", "[ ]"
    })
    void are_refused_where_they_are_no_array_of_objects(String details) { // §2, §5
        assertRefused("shop", details, "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{}                             | no type",
            "{\"Type\":\"payment\"}         | no type",
            "{\"type\":\"\"}                | no type",
            "{\"type\":7}                   | no type",
            "{\"type\":[\"payment\"]}       | no type",
            "{\"type\":null}                | is null",
            "{\"type\":\"Payment\"}         | does not know",
            "{\"type\":\"payment \"}        | does not know",
            "{\"type\":\"urn:example:bare\"} | the client is not registered",
            "{\"type\":\"payment\"}         | required property 'instructedAmount' not found"
    })
    void are_refused_without_a_type_that_the_client_may_use(String detail, String why) { // §2.1, §5, §10
        assertRefused("shop", details(detail), why);
        assertRefused("shop", details(ACCOUNT, detail), why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "\"creditorName\":\"Merchant A\" | \"creditorName\":7                       | /creditorName: integer found",
            "\"creditorName\":\"Merchant A\" | \"creditorName\":null                    | is null",
            "\"creditorName\":\"Merchant A\" | \"creditor\":\"Merchant A\"              | property 'creditor'",
            "\"creditorName\":\"Merchant A\" | \"identifier\":\"a\"                     | property 'identifier'",
            "\"creditorName\":\"Merchant A\" | \"executionDate\":\"2026-02-30\"         | full-date",
            "\"creditorName\":\"Merchant A\" | \"share\":0.49                           | minimum",
            "\"creditorName\":\"Merchant A\" | \"urgent\":\"true\"                      | boolean expected",
            "\"currency\":\"EUR\"            | \"currency\":\"GBP\"                     | /instructedAmount/currency",
            "\"currency\":\"EUR\"            | \"currency\":\"EUR\",\"x\":1             | property 'x'",
            "\"amount\":\"123.50\"           | \"amount\":123.50                        | /instructedAmount/amount",
            "\"amount\":\"123.50\"           | \"amount\":\"-1\"                        | regex",
            "\"initiate\"                    | \"initiate\",\"destroy\"                 | /actions",
            "[\"initiate\",\"status\"]       | \"initiate\"                             | actions is not an array of texts",
            "[\"initiate\",\"status\"]       | [\"initiate\",1]                         | actions is not an array of texts",
            "[\"initiate\",\"status\"]       | [[\"initiate\"]]                         | actions is not an array of texts"
    })
    void are_refused_where_they_are_not_what_the_schema_says(String part, String instead, String why) { // §5
        assertRefused("shop", details(PAYMENT.replace(part, instead)), why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "\"identifier\":\"acc-7\" | \"identifier\":7                     | identifier is not a text",
            "\"identifier\":\"acc-7\" | \"identifier\":[\"acc-7\"]           | identifier is not a text",
            "\"identifier\":\"acc-7\" | \"identifier\":\"a\\u0000b\"         | NUL",
            "\"identifier\":\"acc-7\" | \"identifier\":\"\\ud800\"           | surrogate",
            "[\"iban\"]               | {\"0\":\"iban\"}                     | datatypes is not an array of texts",
            "[\"reader\"]             | [\"reader\",null]                    | is null",
            "[\"reader\"]             | [true]                               | privileges is not an array of texts"
    })
    void are_refused_where_a_common_field_is_not_what_it_is(String part, String instead, String why) { // §2.2
        assertRefused("shop", details(ACCOUNT.replace(part, instead)), why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9007199254740993", "1e400", "0.1234567890123456789", "12345678901234567890",
            "-1e999999999",
            "1e-999999999" })
    void are_refused_with_numbers_that_not_every_reader_keeps(String number) { // RFC 7493 §2.2
        assertRefused("shop", details(PAYMENT.replace("\"actions\"", "\"share\":" + number + ",\"actions\"")),
                "digits");
    }

    @Test
    void are_refused_where_they_are_too_many_or_too_long() {
        var many = Stream.generate(() -> "{\"type\":\"account\"}").limit(21).collect(Collectors.joining(","));
        assertRefused("accounts", "[" + many + "]", "more than 20");
        var padded = PAYMENT.replace("Merchant A", "x".repeat(4900));
        assertRefused("shop", details(padded), "longer than 5000 characters");
        assertRefused("shop", "[" + "{".repeat(30) + "}".repeat(30) + "]", "array");
        var deep = "[{\"type\":\"account\",\"identifier\":" + "[".repeat(60) + "]".repeat(60) + "}]";
        assertRefused("shop", deep, "array");
    }

    @Test
    void may_not_be_sent_twice() { // RFC 6749 §3.1
        var query = TestBrowser.encode(request("shop", details(PAYMENT))) + "&" + NAME + "="
                + URLEncoder.encode(details(PAYMENT), StandardCharsets.UTF_8);
        var browser = detailed.cardea.signedIn(ALICE);
        assertThat(TestBrowser.answer(browser.follow(browser.get("/oauth2/auth?" + query))))
                .containsEntry("error", "invalid_request");
    }

    @Test
    void are_not_for_a_client_without_any_type() { // §10
        assertRefused("plain", details(PAYMENT), "the client is not registered");
        assertRefused("accounts", details(PAYMENT), "the client is not registered");
    }

    private static void assertRefused(String client, String details, String why) {
        var answer = detailed.answer(request(client, details));
        assertThat(answer).containsEntry("error", "invalid_authorization_details")
                .containsEntry("state", "s-1")
                .doesNotContainKeys("code", "access_token");
        assertThat(answer.get("error_description")).contains(why);
    }

    @Test
    void say_to_the_operator_why_they_are_refused() {
        var cardea = detailed.cardea;
        var response = cardea.signedIn(ALICE).open(request("accounts", details(PAYMENT)));
        assertThat(TestWhy.of(cardea, response)).containsEntry("rule", "RFC 9396 §10")
                .containsEntry("error", "invalid_authorization_details");
        assertThat(TestWhy.part(cardea, response, "because")).containsEntry("registered", List.of("account"));
        assertThat(TestWhy.part(cardea, response, "accepted").get("authorization_details_types").toString())
                .contains("account");
        var unknown = cardea.signedIn(ALICE).open(request("shop", details("{\"type\":\"loan\"}")));
        assertThat(TestWhy.part(cardea, unknown, "because").get("declared").toString())
                .contains("payment", "account", "urn:example:bare");
        var broken = cardea.signedIn(ALICE).open(request("shop", "[{"));
        assertThat(TestWhy.of(cardea, broken)).containsEntry("rule", "RFC 9396 §5");
        assertThat(TestWhy.part(cardea, broken, "because")).containsKey("cause");
        assertThat(TestWhy.of(cardea, response).toString()).doesNotContain("Merchant A", "123.50");
    }

    @Test
    void survive_signing_in() {
        var browser = detailed.cardea.browser();
        var answer = TestBrowser.answer(browser.authorize(request("shop", details(PAYMENT)), ALICE,
                TestCardea.PASSWORD));
        assertThat(Detailed.good(detailed.redeem("shop", answer.get("code")))).containsEntry(NAME, of(PAYMENT));
    }

    @Test
    void are_taken_in_a_posted_request() { // §3
        var browser = detailed.cardea.signedIn(ALICE);
        var answer = TestBrowser.answer(browser.follow(browser.post("/oauth2/auth",
                request("shop", details(PAYMENT)))));
        assertThat(Detailed.good(detailed.redeem("shop", answer.get("code")))).containsEntry(NAME, of(PAYMENT));
    }

    @Test
    void are_in_an_opaque_token_and_in_one_from_the_authorization_endpoint() { // §7
        var opaque = detailed.tokens("opaque", PAYMENT);
        assertThat(opaque).containsEntry(NAME, of(PAYMENT));
        assertThat(json(detailed.introspect("opaque", opaque.get("access_token")))).containsEntry(NAME, of(PAYMENT));
        var answer = detailed.answer(request("front", details(AT_PAY), "response_type", "token", "code_challenge", "",
                "code_challenge_method", ""));
        assertThat(answer).containsEntry(NAME, details(AT_PAY));
        assertThat(claims(answer.get("access_token"))).containsEntry(NAME, of(AT_PAY)).containsEntry("aud", PAY);
    }

    @Test
    void say_by_their_locations_what_the_token_is_for() { // §2.2, RFC 8707 §2
        assertThat(audience(detailed.tokens("shop", AT_PAY))).isEqualTo(PAY);
        assertThat(audience(detailed.tokens("shop", AT_PAY, ACCOUNT))).isEqualTo(List.of(PAY, BANK));
        assertThat(audience(detailed.tokens("shop", PAYMENT))).isEqualTo(TestCardea.ISSUER);
        var both = detailed.answer(request("shop", details(AT_PAY), "resource", BANK)).get("code");
        assertThat(audience(Detailed.good(detailed.redeem("shop", both)))).isEqualTo(List.of(BANK, PAY));
        assertThat(detailed.tokens("shop", AT_PAY)).as("what the resource knows").containsEntry("scope", "orders");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://closed.example/", "https://pay.example", "https://PAY.example/api", "", "pay",
            "https://pay.example/api#a" })
    void are_refused_for_locations_that_the_client_may_not_ask_for(String location) { // RFC 8707 §2
        var wrong = AT_PAY.replace(PAY, location);
        assertRefused("shop", details(wrong), "no resource that this client may ask for");
        assertRefused("shop", details(AT_PAY.replace("\"" + PAY + "\"", "\"" + PAY + "\",\"" + location + "\"")),
                "no resource that this client may ask for");
        assertRefused("accounts", details(ACCOUNT), "no resource that this client may ask for");
    }

    @Test
    void show_in_introspection_what_is_for_the_one_who_asks() { // §9.2
        var token = detailed.tokens("shop", AT_PAY, ACCOUNT).get("access_token");
        assertThat(json(detailed.introspect("shop", token))).containsEntry(NAME, of(AT_PAY, ACCOUNT));
        assertThat(json(detailed.introspect("bank-api", token))).containsEntry("active", true)
                .containsEntry(NAME, of(ACCOUNT));
        var signed = claims(detailed.introspect("pay-api", token).body());
        assertThat(signed.get("token_introspection").toString()).contains("creditorName").doesNotContain("acc-7");
        assertThat(json(detailed.introspect("bank-api", detailed.tokens("shop", AT_PAY).get("access_token"))))
                .isEqualTo(Map.of("active", false));
    }

    @Test
    void are_in_what_introspection_says_of_a_refresh_token() { // §9.2
        var tokens = detailed.tokens("shop", PAYMENT);
        assertThat(json(detailed.introspect("shop", tokens.get("refresh_token")))).containsEntry(NAME, of(PAYMENT));
    }

    @Test
    void are_announced() { // §10
        assertThat(json(detailed.cardea.get("/.well-known/oauth-authorization-server")))
                .containsEntry("authorization_details_types_supported",
                        List.of("payment", "account", "urn:example:bare"));
    }
}
