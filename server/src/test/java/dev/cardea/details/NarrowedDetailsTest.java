package dev.cardea.details;

import dev.cardea.TestCardea;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static dev.cardea.details.Detailed.ACCOUNT;
import static dev.cardea.details.Detailed.AT_PAY;
import static dev.cardea.details.Detailed.BANK;
import static dev.cardea.details.Detailed.NAME;
import static dev.cardea.details.Detailed.PAY;
import static dev.cardea.details.Detailed.PAYMENT;
import static dev.cardea.details.Detailed.assertRefused;
import static dev.cardea.details.Detailed.audience;
import static dev.cardea.details.Detailed.details;
import static dev.cardea.details.Detailed.good;
import static dev.cardea.details.Detailed.of;
import static dev.cardea.details.Detailed.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 9396 §6 token requests, §6.1 comparing authorization details")
class NarrowedDetailsTest {
    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String READ = ACCOUNT.replace("\"balances\",\"list\"", "\"list\"");
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
    void a_code_gives_some_of_what_was_granted() {
        var tokens = good(detailed.redeem("shop", detailed.code("shop", AT_PAY, ACCOUNT), NAME, details(READ)));
        assertThat(tokens).containsEntry(NAME, of(READ));
        assertThat(claims(tokens.get("access_token"))).containsEntry(NAME, of(READ)).containsEntry("aud", BANK);
        // The grant is as wide as before.
        var all = good(detailed.refresh(tokens));
        assertThat(all).containsEntry(NAME, of(AT_PAY, ACCOUNT));
        assertThat(audience(all)).isEqualTo(List.of(PAY, BANK));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "[\"balances\",\"list\"] | [\"list\"]",
            "[\"balances\",\"list\"] | [\"list\",\"balances\"]",
            "[\"balances\",\"list\"] | [\"list\",\"list\"]"
    })
    void a_refresh_gives_some_of_what_was_granted(String part, String instead) {
        var less = ACCOUNT.replace(part, instead);
        assertThat(good(detailed.refresh(detailed.tokens("shop", ACCOUNT), NAME, details(less))))
                .containsEntry(NAME, of(less));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "[\"balances\",\"list\"]                | [\"balances\",\"list\",\"write\"]",
            "[\"balances\",\"list\"]                | [\"write\"]",
            "[\"balances\",\"list\"]                | []",
            "\"actions\":[\"balances\",\"list\"],   | ''",
            "[\"iban\"]                             | [\"iban\",\"name\"]",
            "[\"reader\"]                           | [\"owner\"]",
            "[\"reader\"]                           | []",
            "\"acc-7\"                              | \"acc-8\"",
            "\"acc-7\"                              | \"ACC-7\"",
            ",\"identifier\":\"acc-7\"              | ''"
    })
    void is_refused_where_it_is_more_or_something_else(String part, String instead) {
        var other = details(ACCOUNT.replace(part, instead));
        var tokens = detailed.tokens("shop", ACCOUNT, AT_PAY);
        assertRefused(detailed.refresh(tokens, NAME, other), "nor less");
        assertRefused(detailed.redeem("shop", detailed.code("shop", ACCOUNT), NAME, other), "nor less");
        assertRefused(detailed.refresh(tokens, NAME, details(ACCOUNT, ACCOUNT.replace("acc-7", "acc-8"))), "nor less");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "123.50      | 123.5",
            "123.50      | 1.00",
            "Merchant A  | Merchant B",
            "\"EUR\"     | \"USD\""
    })
    void a_field_that_is_no_common_list_must_be_the_same(String part, String instead) {
        var other = details(PAYMENT.replace(part, instead));
        var response = detailed.refresh(detailed.tokens("shop", PAYMENT), NAME, other);
        assertThat(json(response)).containsEntry("error", "invalid_authorization_details");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "x", "[{\"type\":\"nobody\"}]", "[{\"type\":\"urn:example:bare\"}]",
            "[{\"type\":\"payment\"}]" })
    void a_mistake_costs_no_refresh_token(String wrong) {
        var tokens = detailed.tokens("shop", PAYMENT);
        assertRefused(detailed.refresh(tokens, NAME, wrong), "");
        detailed.cardea.clock.advance(Duration.ofMinutes(1)); // longer than a retry may take
        assertThat(good(detailed.refresh(tokens))).containsEntry(NAME, of(PAYMENT));
    }

    @Test
    void nothing_comes_of_an_authorization_without_any() {
        var code = detailed.answer(request("shop", "")).get("code");
        assertRefused(detailed.redeem("shop", code, NAME, details(PAYMENT)), "nor less");
        var tokens = good(detailed.redeem("shop", detailed.answer(request("shop", "")).get("code")));
        assertRefused(detailed.refresh(tokens, NAME, details(PAYMENT)), "nor less");
    }

    @Test
    void a_resource_leaves_out_the_details_that_are_for_others() { // §9.1
        var tokens = good(detailed.redeem("shop", detailed.code("shop", AT_PAY, ACCOUNT), "resource", PAY));
        assertThat(tokens).containsEntry(NAME, of(AT_PAY));
        assertThat(audience(tokens)).isEqualTo(PAY);
        assertThat(good(detailed.refresh(tokens, "resource", BANK))).containsEntry(NAME, of(ACCOUNT));
        assertRefused(detailed.refresh(tokens, "resource", BANK, NAME, details(AT_PAY)), "locations");
        var anywhere = detailed.answer(request("shop", details(PAYMENT, ACCOUNT), "resource", PAY)).get("code");
        assertThat(good(detailed.redeem("shop", anywhere, "resource", PAY))).containsEntry(NAME, of(PAYMENT));
    }

    @Test
    void a_token_never_gets_a_wider_audience_than_was_granted() {
        var tokens = detailed.tokens("shop", PAYMENT, ACCOUNT);
        assertThat(audience(good(detailed.refresh(tokens, NAME, details(PAYMENT))))).isEqualTo(BANK);
        assertThat(json(detailed.refresh(detailed.tokens("shop", AT_PAY), "resource", BANK)))
                .containsEntry("error", "invalid_target");
    }

    @Test
    void what_an_operator_took_away_is_gone_at_the_next_refresh() {
        var before = TestCardea.CONFIGURATION + Detailed.CLIENTS + Detailed.TYPES;
        try (var own = new Detailed()) {
            var both = own.tokens("shop", PAYMENT, ACCOUNT);
            var payment = own.tokens("shop", PAYMENT);
            try (var restarted = own.cardea.restarted(before.replaceFirst(
                    "types: \\[payment, account\\]", "types: [account]"))) {
                assertThat(good(refresh(restarted, both))).containsEntry(NAME, of(ACCOUNT));
                assertRefused(refresh(restarted, payment), "may not use any more");
            }
        }
    }

    private static HttpResponse<String> refresh(TestCardea cardea, Map<String, Object> tokens) {
        return cardea.tokenAs("shop", Map.of("grant_type", "refresh_token", "refresh_token",
                tokens.get("refresh_token").toString()));
    }

    @Test
    void a_client_that_acts_for_itself_asks_for_its_own() { // §6
        var tokens = good(detailed.token("batch", "grant_type", "client_credentials", NAME, details(AT_PAY)));
        assertThat(tokens).containsEntry(NAME, of(AT_PAY)).containsEntry("scope", "orders");
        assertThat(claims(tokens.get("access_token"))).containsEntry(NAME, of(AT_PAY)).containsEntry("aud", PAY);
        assertThat(good(detailed.token("batch", "grant_type", "client_credentials"))).doesNotContainKey(NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{\"type\":\"urn:example:bare\"}]", "[{\"type\":\"payment\"}]", "{", "[{\"type\":"
            + "\"account\",\"locations\":[\"https://closed.example/\"]}]" })
    void a_client_that_acts_for_itself_may_not_ask_for_others(String wrong) {
        assertRefused(detailed.token("batch", "grant_type", "client_credentials", NAME, wrong), "");
    }

    @Test
    void a_token_got_in_exchange_has_what_its_client_may_use() { // RFC 8693 §2.1
        var subject = detailed.tokens("shop", AT_PAY, ACCOUNT).get("access_token").toString();
        assertThat(good(exchange(subject))).as("agent is registered for payments").containsEntry(NAME, of(AT_PAY));
        assertThat(good(exchange(subject, "resource", BANK))).doesNotContainKey(NAME);
        var less = AT_PAY.replace(",\"status\"", "");
        var tokens = good(exchange(subject, NAME, details(less)));
        assertThat(claims(tokens.get("access_token"))).containsEntry(NAME, of(less));
    }

    @Test
    void a_token_got_in_exchange_never_has_more() {
        var subject = detailed.tokens("shop", AT_PAY, ACCOUNT).get("access_token").toString();
        assertRefused(exchange(subject, NAME, details(ACCOUNT)), "the client is not registered");
        assertRefused(exchange(subject, NAME, details(AT_PAY.replace("Merchant A", "Merchant B"))), "nor less");
        assertRefused(exchange(subject, NAME, details(AT_PAY), "resource", BANK), "locations");
        var without = detailed.cardea.tokensOf("shop", "scope", "openid").get("access_token").toString();
        assertRefused(exchange(without, NAME, details(PAYMENT)), "nor less");
    }

    private static HttpResponse<String> exchange(String subject, String... more) {
        var form = new java.util.ArrayList<>(List.of("grant_type", EXCHANGE, "subject_token", subject,
                "subject_token_type", "urn:ietf:params:oauth:token-type:access_token"));
        form.addAll(List.of(more));
        return detailed.token("agent", form.toArray(String[]::new));
    }
}
