package dev.cardea.details;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestBrowser.asksForConsent;
import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.BOB;
import static dev.cardea.details.Detailed.ACCOUNT;
import static dev.cardea.details.Detailed.AT_PAY;
import static dev.cardea.details.Detailed.NAME;
import static dev.cardea.details.Detailed.PAYMENT;
import static dev.cardea.details.Detailed.details;
import static dev.cardea.details.Detailed.good;
import static dev.cardea.details.Detailed.of;
import static dev.cardea.details.Detailed.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 9396 §4 people see and agree to authorization details")
class AgreedDetailsTest {
    private static final String APPLICATIONS = "/account/applications";
    private static Detailed detailed;
    private TestBrowser browser;

    @BeforeEach
    void sign_in() {
        if (detailed == null) detailed = new Detailed();
        browser = detailed.cardea.signedIn(ALICE);
        withdraw("asker");
    }

    @AfterAll
    static void stop() {
        if (detailed != null) detailed.close();
        detailed = null;
    }

    private HttpResponse<String> ask(String... details) {
        return browser.open(request("asker", details(details)));
    }

    private Map<String, String> silently(String... details) {
        return TestBrowser.answer(browser.open(request("asker", details(details), "prompt", "none")));
    }

    private Map<String, String> agree(String... details) {
        var page = ask(details);
        assertThat(asksForConsent(page)).as(page.body()).isTrue();
        return TestBrowser.answer(browser.submit(page, Map.of("decision", "allow")));
    }

    private void withdraw(String client) {
        var form = Pattern
                .compile("name=\"request\" value=\"" + client + "\">\\s*<[^>]* name=\"csrf\" value=\"([^\"]*)\"")
                .matcher(browser.get(APPLICATIONS).body());
        if (form.find()) browser.post(APPLICATIONS, Map.of("request", client, "csrf", form.group(1)));
    }

    private static String text(HttpResponse<String> page) {
        return page.body().replaceAll("(?s)<[^>]+>", " ").replace("&#34;", "\"").replaceAll("\\s+", " ");
    }

    @Test
    void the_page_says_what_is_asked_for_in_words() {
        assertThat(text(ask(AT_PAY, ACCOUNT))).contains("A payment Once, to the receiver named here",
                "What it may do Initiate it See its status", "Amount 123.50 EUR", "Receiver Merchant A",
                "Where Payments (https://pay.example/api)", "Accounts", "Data iban", "Privileges reader", "For acc-7")
                .doesNotContain("instructedAmount", "creditorName");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "de | Eine Zahlung Einmal, an den genannten Empfänger | Auslösen Stand sehen | Betrag 123.50 EUR"
                    + " | Empfänger Merchant A | Wo Zahlungen (https://pay.example/api)",
            "fr | Un paiement Once, to the receiver named here | Initiate it See its status | Amount 123.50 EUR"
                    + " | Receiver Merchant A | Où Payments (https://pay.example/api)"
    })
    void the_page_speaks_the_languages_of_the_schema(String language, String title, String actions, String amount,
            String receiver, String place) {
        assertThat(text(browser.open(request("asker", details(AT_PAY), "ui_locales", language))))
                .contains(title, actions, amount, receiver, place);
    }

    @Test
    void the_page_shows_whatever_there_is() {
        var page = ask(PAYMENT.replace("\"actions\":[\"initiate\",\"status\"]",
                "\"actions\":[\"cancel\"],\"urgent\":true,"
                        + "\"share\":0.75,\"executionDate\":\"2026-12-24\",\"parts\":[{\"amount\":{\"currency\":\"USD\","
                        + "\"amount\":\"1\"}},{}]"));
        assertThat(text(page)).contains("What it may do cancel", "Urgent Yes", "Share 0.75",
                "Execution date 2026-12-24",
                "Parts 1 Amount 1 USD 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>", "\\\"><img src=x>", "Merchant\\u202eA tnahcreM", "A\\u200bB",
            "A\\nB" })
    void the_page_makes_nothing_of_what_a_client_writes(String hostile) {
        var page = ask(PAYMENT.replace("Merchant A", hostile)).body();
        assertThat(page).doesNotContain("<script>alert", "<img src=x", "\u202e", "\u200b", "A\nB").contains("<bdi>");
    }

    @Test
    void what_was_agreed_to_is_not_asked_about_again() {
        assertThat(agree(PAYMENT, ACCOUNT)).containsKey("code");
        for (var some : List.of(new String[]{PAYMENT }, new String[]{ACCOUNT }, new String[]{ACCOUNT, PAYMENT }))
            assertThat(silently(some)).containsKey("code");
        // As JSON, not as text.
        assertThat(silently(PAYMENT.replace(",", " , ").replace("Merchant A", "Merchant\\u0020A"))).containsKey("code");
        assertThat(TestBrowser.answer(browser.open(request("asker", "")))).containsKey("code");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "123.50                      | 123.51",
            "123.50                      | 1.00",
            "Merchant A                  | Merchant B",
            "[\"initiate\",\"status\"]   | [\"initiate\"]",
            "[\"initiate\",\"status\"]   | [\"status\",\"initiate\"]",
            "\"type\"                    | \"urgent\":false,\"type\""
    })
    void a_detail_that_is_another_one_is_asked_about(String part, String instead) {
        agree(PAYMENT);
        var other = PAYMENT.replace(part, instead);
        assertThat(silently(other)).containsEntry("error", "consent_required").doesNotContainKey("code");
        assertThat(silently(PAYMENT, other)).containsEntry("error", "consent_required");
        assertThat(agree(other)).containsKey("code");
        assertThat(silently(PAYMENT, other)).containsKey("code");
    }

    @Test
    void what_was_agreed_to_without_details_or_by_somebody_else_is_none_of_it() {
        browser.submit(browser.open(request("asker", "")), Map.of("decision", "allow"));
        assertThat(silently(PAYMENT)).containsEntry("error", "consent_required");
        agree(PAYMENT);
        browser = detailed.cardea.signedIn(BOB);
        assertThat(silently(PAYMENT)).containsEntry("error", "consent_required");
    }

    @Test
    void a_refusal_gives_nothing_and_is_not_remembered() {
        assertThat(TestBrowser.answer(browser.submit(ask(PAYMENT), Map.of("decision", "deny"))))
                .containsEntry("error", "access_denied")
                .doesNotContainKey("code");
        assertThat(silently(PAYMENT)).containsEntry("error", "consent_required");
    }

    @Test
    void the_audit_log_has_the_types_and_nothing_of_what_is_in_them() {
        agree(PAYMENT, ACCOUNT);
        browser.submit(ask(AT_PAY), Map.of("decision", "deny"));
        var entries = detailed.cardea.server.stores().audit().latest(2);
        assertThat(entries).extracting(entry -> entry.type())
                .containsExactlyInAnyOrder("ConsentGranted",
                        "ConsentDenied");
        assertThat(entries).allSatisfy(entry -> assertThat(entry.details()).contains("\"details\":[\"payment\"")
                .doesNotContain("Merchant", "acc-7"));
    }

    @Test
    void only_what_was_shown_counts() {
        var page = ask(PAYMENT);
        var answer = TestBrowser.answer(browser.submit(page, Map.of("decision", "allow", NAME, details(ACCOUNT))));
        assertThat(good(detailed.redeem("asker", answer.get("code")))).containsEntry(NAME, of(PAYMENT));
        assertThat(silently(ACCOUNT)).containsEntry("error", "consent_required");
    }

    @Test
    void what_a_client_has_is_shown_and_taken_back() {
        assertThat(text(browser.get(APPLICATIONS))).doesNotContain("A payment");
        good(detailed.redeem("asker", agree(AT_PAY).get("code")));
        assertThat(text(browser.get(APPLICATIONS))).contains("Asker", "A payment", "Receiver Merchant A",
                "Amount 123.50 EUR");
        withdraw("asker");
        assertThat(text(browser.get(APPLICATIONS))).doesNotContain("A payment");
        assertThat(silently(AT_PAY)).containsEntry("error", "consent_required");
    }

    @Test
    void what_a_trusted_client_holds_is_shown_too() {
        var answer = TestBrowser.answer(browser.open(request("shop", details(PAYMENT), "scope",
                "openid offline_access")));
        good(detailed.redeem("shop", answer.get("code")));
        assertThat(text(browser.get(APPLICATIONS))).contains("Shop", "Receiver Merchant A");
    }

    @Test
    void what_is_no_type_any_more_is_shown_by_its_name() {
        try (var own = new Detailed()) {
            var person = own.cardea.signedIn(ALICE);
            person.submit(person.open(request("asker", details(PAYMENT))), Map.of("decision", "allow"));
            var without = TestCardea.CONFIGURATION + (Detailed.CLIENTS + Detailed.TYPES)
                    .replace("payment, ", "")
                    .replace("[payment]", "[]")
                    .replace("type: payment", "type: loan");
            try (var restarted = own.cardea.restarted(without)) {
                assertThat(text(restarted.signedIn(ALICE).get(APPLICATIONS)))
                        .contains("payment", "Creditor name Merchant A", "Instructed amount 123.50 EUR");
            }
        }
    }
}
