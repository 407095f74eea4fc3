package dev.cardea.recovery;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.TestPerson;
import dev.cardea.audit.AuditStore;
import dev.cardea.mail.TestMailbox;
import dev.cardea.mail.TestOutbox;
import dev.cardea.outbox.OutboxStore.State;
import dev.cardea.store.Race;
import dev.cardea.user.User;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.BOB;
import static dev.cardea.TestCardea.ISSUER;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A forgotten password is replaced by a mailed link")
class RecoveryTest {
    private static final String NEW = "kestrel over the marsh";
    private static TestMailbox mailbox;
    private static TestCardea cardea;
    private final String alice = TestPerson.in(cardea);
    private final String nobody = TestPerson.address();

    @BeforeAll
    static void start() {
        mailbox = new TestMailbox();
        cardea = new TestCardea(mailbox.settings());
    }

    @BeforeEach
    void forget_what_was_asked_before() {
        cardea.clock.advance(Duration.ofHours(25));
    }

    @AfterAll
    static void stop() {
        cardea.close();
        mailbox.close();
    }

    private HttpResponse<String> forget(String address, String... headers) {
        var all = new java.util.ArrayList<>(List.of("Content-Type", "application/json"));
        all.addAll(List.of(headers));
        return cardea.send("POST", "/api/account/password/forgot", "{\"email\":\"" + address + "\"}",
                all.toArray(String[]::new));
    }

    private HttpResponse<String> reset(String token, String password) {
        return cardea.send("POST", "/api/account/password/reset",
                "{\"token\":\"" + token + "\",\"password\":\"" + password + "\"}", "Content-Type", "application/json");
    }

    private String link(String address) {
        assertThat(forget(address).statusCode()).isEqualTo(202);
        return mailbox.mail(address).secret();
    }

    private boolean signsIn(String user, String password) {
        var browser = cardea.browser();
        browser.submit(browser.get("/login"), Map.of("username", user, "password", password));
        return browser.cookies.containsKey("cardea_session");
    }

    private List<String> events() {
        return cardea.server.stores().audit().latest(50).stream().map(AuditStore.Entry::type).toList();
    }

    /// Once everything that was asked for is done.
    private void settled() {
        long begin = System.nanoTime();
        while (cardea.server.stores()
                .outbox()
                .ledger("errand", null, null, 100)
                .stream()
                .anyMatch(entry -> entry.state() != State.acknowledged)) {
            if (System.nanoTime() - begin > Duration.ofSeconds(20).toNanos()) throw new AssertionError("still waiting");
            java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    @Test
    void on_pages() {
        var browser = cardea.browser();
        var sent = browser.submit(browser.get("/forgot"), Map.of("email", alice));
        assertThat(sent.statusCode()).isEqualTo(200);
        assertThat(sent.body()).contains("Look at your email", alice);
        var mail = mailbox.mail(alice);
        assertThat(mail.subject()).isEqualTo("Choose a new password");
        assertThat(mail.text()).contains(ISSUER + "/reset?link=", "30 minutes", "Never give this link to anybody");
        var page = browser.get(mail.link());
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("strict-origin");
        var done = browser.submit(page, Map.of("new_password", NEW));
        assertThat(done.body()).contains("Your password is changed");
        assertThat(signsIn(alice, PASSWORD)).isFalse();
        assertThat(signsIn(alice, NEW)).isTrue();
        assertThat(mailbox.mail(alice, 2).subject()).isEqualTo("Your password was changed");
        assertThat(events()).contains("PasswordResetRequested", "PasswordReplaced");
    }

    @Test
    void nobody_is_signed_in_by_it() {
        var browser = cardea.browser();
        browser.submit(browser.get("/reset?link=" + link(alice)), Map.of("new_password", NEW));
        assertThat(browser.cookies).doesNotContainKey("cardea_session");
    }

    @Test
    void following_the_link_does_nothing_however_often() {
        var link = link(alice);
        for (int i = 0; i < 3; i++)
            assertThat(cardea.get("/reset?link=" + link).body()).contains("Choose a new password");
        assertThat(cardea.send("HEAD", "/reset?link=" + link, "").statusCode()).isEqualTo(200);
        assertThat(signsIn(alice, PASSWORD)).isTrue();
        assertThat(reset(link, NEW).statusCode()).isEqualTo(204);
    }

    @Test
    void works_once() {
        var link = link(alice);
        assertThat(reset(link, NEW).statusCode()).isEqualTo(204);
        assertRefused(reset(link, "another one of them"));
        assertThat(cardea.get("/reset?link=" + link).body()).contains("no longer works");
        assertThat(signsIn(alice, NEW)).isTrue();
    }

    @Test
    void works_once_for_many_at_the_same_time() throws Exception {
        var link = link(alice);
        var answers = Race.of(() -> reset(link, NEW));
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 204).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 400).hasSize(Race.RUNNERS - 1);
        assertThat(mailbox.mail(alice, 2).subject()).isEqualTo("Your password was changed");
    }

    @Test
    void works_for_half_an_hour() {
        var link = link(alice);
        cardea.clock.advance(Duration.ofMinutes(30));
        assertRefused(reset(link, NEW));
        assertThat(signsIn(alice, PASSWORD)).isTrue();
    }

    @Test
    void dies_when_the_password_is_another_one() {
        var first = link(alice);
        forget(alice);
        var second = mailbox.mail(alice, 2).secret();
        assertThat(reset(second, NEW).statusCode()).isEqualTo(204);
        assertRefused(reset(first, "another one of them"));
        assertThat(signsIn(alice, NEW)).isTrue();
    }

    @Test
    void ends_every_session_and_refresh_token() {
        var browser = cardea.signedIn(alice);
        var tokens = json(
                cardea.redeem(TestBrowser.answer(cardea.browser().authorize(request(), alice, PASSWORD)).get("code")));
        assertThat(cardea.accepts(tokens)).isTrue();
        assertThat(reset(link(alice), NEW).statusCode()).isEqualTo(204);
        assertThat(cardea.accepts(tokens)).isFalse();
        assertThat(json(cardea.refresh(tokens.get("refresh_token").toString()))).containsEntry("error",
                "invalid_grant");
        assertThat(TestBrowser.location(browser.get("/account"))).startsWith("/login");
    }

    @Test
    void lets_its_owner_in_at_once_however_often_it_was_guessed_at() {
        for (int i = 0; i < 8; i++) signsIn(alice, "guess " + i);
        assertThat(signsIn(alice, PASSWORD)).isFalse();
        assertThat(reset(link(alice), NEW).statusCode()).isEqualTo(204);
        assertThat(signsIn(alice, NEW)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "%00", "'; DROP TABLE users" })
    void nothing_else_is_a_link(String token) {
        assertThat(cardea.get("/reset?link=" + TestBrowser.encode(Map.of("x", token)).substring(2)).statusCode())
                .isEqualTo(400);
        assertThat(reset(token, NEW).statusCode()).isEqualTo(400);
    }

    @Test
    void a_form_without_a_link_does_nothing() {
        // The steps again without the mail: nothing that was shown before is worth anything.
        var browser = cardea.browser();
        browser.submit(browser.get("/forgot"), Map.of("email", alice));
        var form = TestBrowser.hidden(browser.get("/forgot"));
        form.put("new_password", NEW);
        assertThat(browser.post("/reset", form).body()).contains("no longer works");
        assertThat(signsIn(alice, PASSWORD)).isTrue();
    }

    @Test
    void a_forged_form_does_nothing() {
        var link = link(alice);
        var browser = cardea.browser();
        var form = TestBrowser.hidden(browser.get("/reset?link=" + link));
        form.put("new_password", NEW);
        assertThat(cardea.browser().post("/reset", form).body()).contains("open for too long");
        assertThat(browser.postFromElsewhere("/reset", form).body()).contains("open for too long");
        form.put("csrf", "AAAA");
        assertThat(browser.post("/reset", form).statusCode()).isEqualTo(400);
        assertThat(signsIn(alice, PASSWORD)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "password", "aaaaaaaaaa" })
    void a_weak_password_is_refused_and_the_link_stays_good(String weak) {
        var link = link(alice);
        assertThat(json(reset(link, weak))).containsEntry("error", "weak_password").containsKey("fields");
        var browser = cardea.browser();
        var page = browser.submit(browser.get("/reset?link=" + link), Map.of("new_password", weak));
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("aria-invalid=\"true\"", "new_password-problem");
        assertThat(reset(link, NEW).statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @EnumSource(value = User.Status.class, names = {"locked", "disabled" })
    void an_account_that_is_shut_gets_a_mail_that_says_so_and_no_link(User.Status status) {
        var earlier = link(alice);
        put(alice, status, true);
        var known = forget(alice);
        var mail = mailbox.mail(alice, 2);
        assertThat(mail.subject()).contains(status == User.Status.locked ? "locked" : "closed");
        assertThat(mail.text()).doesNotContain("/reset");
        assertThat(known.body()).isEqualTo(forget(nobody).body());
        assertRefused(reset(earlier, NEW));
    }

    @Test
    void an_account_without_a_password_gets_no_link() {
        var user = cardea.user(alice);
        cardea.server.stores().users().remove(user.id());
        cardea.server.stores().users().put(user);
        forget(alice);
        assertThat(mailbox.mail(alice).text()).contains("has none").doesNotContain("/reset");
    }

    @Test
    void an_address_that_was_never_proven_gets_nothing() {
        int before = TestOutbox.mails(cardea).size();
        forget(BOB);
        forget(nobody);
        settled();
        assertThat(TestOutbox.mails(cardea)).hasSize(before);
    }

    @Test
    void the_answers_differ_in_nothing() {
        var known = forget(alice);
        var unknown = forget(nobody);
        assertThat(unknown.statusCode()).isEqualTo(known.statusCode());
        assertThat(unknown.body()).isEqualTo(known.body());
        assertThat(unknown.headers().map().keySet()).isEqualTo(known.headers().map().keySet());
        var browser = cardea.browser();
        var knownPage = browser.submit(browser.get("/forgot"), Map.of("email", alice)).body();
        var unknownPage = browser.submit(browser.get("/forgot"), Map.of("email", nobody)).body();
        assertThat(unknownPage.replace(nobody, alice)).isEqualTo(knownPage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-Host", "Forwarded" })
    void the_link_leads_where_the_configuration_says(String header) {
        forget(alice, header, header.equals("Forwarded") ? "host=evil.example;proto=http" : "evil.example");
        assertThat(mailbox.mail(alice).text()).contains(ISSUER + "/reset").doesNotContain("evil.example");
    }

    @Test
    void nobodys_mailbox_is_filled() {
        int before = TestOutbox.mails(cardea).size();
        for (int i = 0; i < 10; i++) assertThat(forget(alice).statusCode()).isEqualTo(202);
        settled();
        assertThat(TestOutbox.mails(cardea)).hasSize(before + 3);
    }

    @Test
    void nobody_goes_through_a_list_of_addresses() {
        for (int i = 0; i < 30; i++) assertThat(forget("n" + i + "@acme.example").statusCode()).isEqualTo(202);
        var refused = forget("one-more@acme.example");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no address", "a@b", "a@b..c", "<a@b.example>", "a@b.example\\ncc: x@y.example" })
    void what_is_no_address_is_refused_at_once(String address) {
        assertThat(forget(address).statusCode()).isEqualTo(400);
    }

    private void put(String identifier, User.Status status, boolean verified) {
        var user = cardea.user(identifier);
        cardea.server.stores()
                .users()
                .put(new User(user.id(), user.organization(), status, user.email(), verified,
                        user.username(), user.claims(), user.roles(), cardea.clock.instant()));
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer)).containsEntry("error", "invalid_token");
    }
}
