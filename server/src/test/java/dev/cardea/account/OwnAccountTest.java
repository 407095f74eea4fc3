package dev.cardea.account;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.TestPerson;
import dev.cardea.audit.AuditStore;
import dev.cardea.mail.TestMailbox;
import dev.cardea.store.Race;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("/account: profile, addresses, activity, data and deletion")
class OwnAccountTest {
    private static TestMailbox mailbox;
    private static TestCardea cardea;
    private final String nina = TestPerson.in(cardea);
    private TestBrowser browser;

    @BeforeAll
    static void start() {
        mailbox = new TestMailbox();
        cardea = new TestCardea(mailbox.settings());
    }

    @AfterAll
    static void stop() {
        cardea.close();
        mailbox.close();
    }

    @BeforeEach
    void sign_in() {
        cardea.clock.advance(Duration.ofHours(25));
        browser = cardea.signedIn(nina);
    }

    private HttpResponse<String> save(String... fields) {
        var form = TestBrowser.hidden(browser.get("/account/profile"));
        for (int i = 0; i < fields.length; i += 2) form.put(fields[i], fields[i + 1]);
        return browser.post("/account/profile", form);
    }

    private List<String> events() {
        return cardea.server.stores()
                .audit()
                .newest(new AuditStore.Filter(null, null, null, cardea.user(nina).id(), null), null, 50)
                .stream()
                .map(one -> one.entry().type())
                .toList();
    }

    @Test
    void keeps_what_a_person_says_of_themselves() {
        var saved = browser.follow(save("name", "Nina Ñovák", "birthdate", "1984-06-30", "zoneinfo", "Europe/Zurich",
                "phone_number", "+41 44 555 01 23"));
        assertThat(saved.body()).contains("Saved.", "Nina Ñovák", "Europe/Zurich");
        assertThat(cardea.user(nina).claims()).containsEntry("name", "Nina Ñovák")
                .containsEntry("birthdate", "1984-06-30")
                .doesNotContainKey("nickname");
        save("name", "", "birthdate", "1984");
        assertThat(cardea.user(nina).claims()).doesNotContainKey("name").containsEntry("birthdate", "1984");
        assertThat(events()).contains("ProfileChanged");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"name|<script>", "nickname|a\u202Eb", "birthdate|30.6.1984",
            "birthdate|1984-02-31",
            "phone_number|call me", "website|javascript:alert(1)", "locale|<de>", "zoneinfo|Mars/Olympus" })
    void refuses_what_cannot_be(String field, String value) {
        var page = save("name", "Kept", field, value);
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains(field + "-problem", "aria-invalid=\"true\"").doesNotContain("<script>a");
        assertThat(cardea.user(nina).claims()).isEmpty();
    }

    @Test
    void changes_nothing_else_by_names_that_it_does_not_ask_for() {
        save("name", "Nina", "roles", "administrator", "email", "x@y.example", "sub", "1", "email_verified", "true",
                "organization", "acme");
        var user = cardea.user(nina);
        assertThat(user.claims().keySet()).containsExactly("name");
        assertThat(user.roles()).isEmpty();
        assertThat(user.organization()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/account/profile", "/account/delete" })
    void leaves_what_the_operator_declares(String path) {
        var alice = cardea.signedIn(ALICE);
        assertThat(alice.get(path).body()).contains("looked after by those who run this service");
        assertThat(alice.post(path, Map.of("name", "x", "csrf", "x", "confirmation", ALICE)).statusCode())
                .isEqualTo(403);
        assertThat(cardea.user(ALICE).claims()).containsEntry("name", "Alice Adams");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/account/profile", "/account/emails", "/account/data", "/account/delete" })
    void refuses_forms_of_others(String path) {
        var form = TestBrowser.hidden(browser.get(path));
        form.put("confirmation", nina);
        var other = cardea.signedIn(TestPerson.in(cardea));
        assertThat(other.post(path, form).statusCode()).isEqualTo(400);
        var forged = new LinkedHashMap<>(form);
        forged.put("csrf", "AAAA");
        assertThat(browser.post(path, forged).statusCode()).isEqualTo(400);
        assertThat(TestBrowser.location(browser.postFromElsewhere(path, form))).startsWith("/login?");
        assertThat(cardea.user(nina).isActive()).isTrue();
    }

    @Test
    void lets_nobody_in_who_is_not_signed_in() {
        for (var path : List.of("profile", "emails", "activity", "data", "delete", "password"))
            assertThat(TestBrowser.location(cardea.browser().get("/account/" + path))).startsWith("/login?");
    }

    private HttpResponse<String> emails(String decision, String address, String... fields) {
        var body = browser.get("/account/emails").body();
        var form = Pattern.compile("name=\"request\" value=\"" + Pattern.quote(address.replace("+", "&#43;"))
                + "\">\\s*<[^>]* name=\"csrf\" value=\"([^\"]*)\"").matcher(body);
        assertThat(form.find()).as(body).isTrue();
        var all = new HashMap<>(Map.of("request", address, "csrf", form.group(1), "decision", decision));
        for (int i = 0; i < fields.length; i += 2) all.put(fields[i], fields[i + 1]);
        return browser.post("/account/emails", all);
    }

    private HttpResponse<String> add(String address) {
        return emails("add", "new", "email", address);
    }

    /// Follows a link and presses the button.
    private HttpResponse<String> press(TestBrowser in, String link) {
        return in.submit(in.follow(in.get(link)), Map.of());
    }

    private boolean signsIn(String user) {
        return cardea.signedIn(user).cookies.containsKey("cardea_session");
    }

    @Test
    void adds_an_address_which_counts_once_it_is_proven() {
        var second = TestPerson.address();
        assertThat(browser.follow(add(second)).body()).contains("Open the link", second, "Not confirmed");
        assertThat(signsIn(second)).isFalse();
        var link = mailbox.mail(second).link();
        browser.get(link);
        assertThat(signsIn(second)).isFalse();
        assertThat(press(browser, link).body()).contains("The address is confirmed");
        assertThat(signsIn(second)).isTrue();
        assertThat(mailbox.mail(nina).text()).contains("An address was added to your account", second);
        assertThat(cardea.signedIn(nina).get(link).body()).contains("no longer works");
        assertThat(events()).contains("AddressAdded", "AddressVerified");
    }

    @Test
    void keeps_an_address_from_nobody_by_saying_that_it_is_theirs() {
        var contested = TestPerson.address();
        add(contested);
        var other = TestPerson.in(cardea);
        var theirs = browser;
        browser = cardea.signedIn(other);
        add(contested);
        assertThat(press(browser, mailbox.mail(contested, 2).link()).body()).contains("The address is confirmed");
        assertThat(press(theirs, mailbox.mail(contested, 1).link()).body()).contains("no longer works");
        assertThat(cardea.user(contested).email()).isEqualTo(other);
    }

    @Test
    void proves_no_address_for_the_account_of_another() {
        var second = TestPerson.address();
        add(second);
        var link = mailbox.mail(second).link();
        assertThat(cardea.signedIn(TestPerson.in(cardea)).get(link).body()).contains("no longer works");
        var stranger = cardea.browser();
        assertThat(TestBrowser.asksForPassword(stranger.follow(stranger.get(link)))).isTrue();
        assertThat(signsIn(second)).isFalse();
        // Who signs in there as the right person goes on with the link.
        var page = stranger.follow(stranger.get(link));
        page = stranger.submit(page, Map.of("username", nina, "password", PASSWORD));
        assertThat(page.body()).contains("Confirm address", second);
    }

    @Test
    void changes_the_main_address_by_a_link_to_the_new_one_and_tells_the_old_one() {
        var next = TestPerson.address();
        add(next);
        press(browser, mailbox.mail(next).link());
        assertThat(browser.follow(emails("prefer", next)).body()).contains("We have sent a link");
        assertThat(cardea.user(nina).email()).isEqualTo(nina);
        assertThat(press(browser, mailbox.mail(next, 2).link()).body()).contains("This is your main address now");
        assertThat(cardea.user(nina).email()).isEqualTo(next);
        assertThat(mailbox.mail(nina, 2).text()).contains("Your main address was changed", next);
        assertThat(signsIn(nina)).isTrue();
        browser = cardea.signedIn(next);
        assertThat(browser.follow(emails("remove", nina)).body()).contains("Removed.");
        assertThat(signsIn(nina)).isFalse();
    }

    @Test
    void wants_a_fresh_sign_in_for_changes() {
        cardea.clock.advance(Duration.ofMinutes(6));
        var second = TestPerson.address();
        assertThat(TestBrowser.location(add(second))).startsWith("/login?");
        assertThat(mailbox.of(second)).isEmpty();
        assertThat(TestBrowser.location(browser.get("/account/delete"))).startsWith("/login?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "a@b", "a b@c.example" })
    void refuses_what_is_no_address(String address) {
        assertThat(add(address).statusCode()).isEqualTo(400);
        assertThat(cardea.server.stores().addresses().of(cardea.user(nina).id())).isEmpty();
    }

    @Test
    void refuses_wishes_about_addresses_that_are_not_there() {
        assertThat(add(nina).statusCode()).isEqualTo(400);
        assertThat(emails("remove", nina).statusCode()).isEqualTo(400);
        assertThat(emails("whatever", nina).statusCode()).isEqualTo(400);
        assertThat(cardea.user(nina).email()).isEqualTo(nina);
    }

    @Test
    void a_proven_further_address_brings_a_forgotten_password_back() {
        var second = TestPerson.address();
        add(second);
        press(browser, mailbox.mail(second).link());
        var anybody = cardea.browser();
        anybody.submit(anybody.get("/forgot"), Map.of("email", second));
        assertThat(mailbox.mail(second, 2).link()).startsWith("/reset?link=");
    }

    @Test
    void shows_what_happened_and_only_to_whom_it_concerns() {
        for (int i = 0; i < 30; i++) {
            cardea.clock.advance(Duration.ofSeconds(1));
            browser = cardea.signedIn(nina);
        }
        var page = browser.get("/account/activity");
        assertThat(page.body()).contains("Signed in", "127.0.0.1", "Show older");
        var older = Pattern.compile("href=\"(/account/activity\\?before=[^\"]*)\"").matcher(page.body());
        assertThat(older.find()).isTrue();
        var next = browser.get(older.group(1)).body();
        assertThat(next).contains("Signed in").doesNotContain("Show older");
        assertThat(browser.get("/account/activity?before=x").statusCode()).isEqualTo(200);
        assertThat(cardea.signedIn(TestPerson.in(cardea)).get("/account/activity").body()).doesNotContain("Show older");
    }

    @Test
    void gives_a_person_what_is_kept_of_them_without_secrets() {
        save("name", "Nina");
        var answer = browser.send(browser.get("/account/data"), Map.of());
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"account.json\"");
        var document = TestCardea.json(answer);
        assertThat(document).containsKeys("account", "addresses", "sessions", "consents", "activity");
        assertThat(answer.body()).contains(nina, "Nina", "ProfileChanged").doesNotContain("argon2", "password_hash");
        assertThat(events()).contains("DataExported");
        assertThat(browser.get("/account/data").body()).contains("Download");
    }

    @Test
    void erases_an_account_by_its_name_and_ends_everything() {
        var other = cardea.signedIn(nina);
        assertThat(browser.send(browser.get("/account/delete"), Map.of("confirmation", "yes")).statusCode())
                .isEqualTo(400);
        assertThat(other.get("/account").statusCode()).isEqualTo(200);
        var page = browser.get("/account/delete");
        browser.submit(page, Map.of("confirmation", " " + nina.toUpperCase(java.util.Locale.ROOT)));
        assertThat(cardea.server.stores().users().findByIdentifier(nina)).isEmpty();
        assertThat(other.get("/account").statusCode()).isEqualTo(303);
        assertThat(signsIn(nina)).isFalse();
        assertThat(mailbox.mail(nina).subject()).isEqualTo("Your account was deleted");
    }

    @Test
    void erases_once_for_many_at_the_same_time() throws Exception {
        var form = TestBrowser.hidden(browser.get("/account/delete"));
        form.put("confirmation", nina);
        Race.of(() -> browser.post("/account/delete", form));
        mailbox.mail(nina);
        cardea.clock.advance(Duration.ofSeconds(2));
        assertThat(cardea.server.stores()
                .outbox()
                .ledger("mail", "account_removed", null, 100)
                .stream()
                .filter(entry -> entry.message().createdAt().equals(cardea.clock.instant().minusSeconds(2))))
                .hasSize(1);
    }
}
