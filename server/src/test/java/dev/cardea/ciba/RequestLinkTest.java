package dev.cardea.ciba;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.mail.Mails;
import dev.cardea.mail.TestOutbox;
import dev.cardea.outbox.OutboxStore;
import dev.cardea.outbox.OutboxStore.State;
import dev.cardea.store.Race;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
import static dev.cardea.TestCardea.BOB;
import static dev.cardea.TestCardea.ISSUER;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.json;
import static dev.cardea.ciba.TestCiba.ask;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("CIBA Core §7.1 authentication request, §8 the person's approval, by a link that was mailed")
class RequestLinkTest {
    private static final Pattern LINK = Pattern
            .compile(Pattern.quote(ISSUER) + "(/account/requests/[A-Za-z0-9_-]{43})");
    private static final GreenMail MAIL = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        MAIL.start();
        cardea = TestCardea.of(TestCardea.CONFIGURATION.replace("clients:\n", """
                  - { email: dora@acme.example, email_verified: true, password: "%s", locale: de-CH }
                  - { email: flore@acme.example, email_verified: true, password: "%s", locale: fr_FR }
                  - { email: eve@acme.example, email_verified: true, password: "%s" }
                clients:
                """.formatted(PASSWORD, PASSWORD, PASSWORD))
                + TestCiba.client("till", "poll", "client_name: Till 7, 'client_name#de': Kasse 7, request_mail: true")
                + TestCiba.client("quiet", "poll", "client_name: Till 7")
                + TestCiba.client("strict", "poll", "request_mail: true, default_max_age: 60")
                + "mail: { url: 'smtp://127.0.0.1:%d', from: no-reply@sso.example, new_device: false }\n"
                        .formatted(MAIL.getSmtp().getPort()));
    }

    @AfterAll
    static void stop() {
        cardea.close();
        MAIL.stop();
    }

    @BeforeEach
    void forget() throws Exception {
        // What is not being sent by now comes too late, and nothing of another test arrives in this one.
        cardea.clock.advance(Duration.ofDays(1));
        long begin = System.nanoTime();
        while (isSending()) {
            if (System.nanoTime() - begin > PATIENCE) throw new AssertionError("a mail is being sent for too long");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        MAIL.purgeEmailFromAllMailboxes();
    }

    private static boolean isSending() {
        return cardea.server.stores()
                .outbox()
                .ledger(Mails.KIND, null, null, 1000)
                .stream()
                .anyMatch(entry -> entry.state() == OutboxStore.State.sent);
    }

    private static MimeMessage mail(int number) {
        assertThat(MAIL.waitForIncomingEmail(20_000, number)).isTrue();
        return MAIL.getReceivedMessages()[number - 1];
    }

    private static String text(MimeMessage mail) throws Exception {
        return ((String) ((Multipart) mail.getContent()).getBodyPart(0).getContent()).replace("\r\n", "\n");
    }

    /// The path of the link in the newest mail.
    private static String link() throws Exception {
        var link = LINK.matcher(text(mail(1)));
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private static Map<String, Object> polled(TestCiba request) {
        cardea.clock.advance(Duration.ofSeconds(30));
        return json(request.poll());
    }

    private static HttpResponse<String> signIn(TestBrowser browser, String link, String user) {
        return browser.submit(browser.follow(browser.get(link)), Map.of("username", user, "password", PASSWORD));
    }

    @Test
    void is_written_to_the_person_with_what_is_asked() throws Exception {
        TestCiba.of(cardea, "till", "binding_message", "W4SCT ü");
        var mail = mail(1);
        assertThat(mail.getSubject()).isEqualTo("Till 7 asks for your permission");
        assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly(ALICE);
        assertThat(text(mail)).contains("W4SCT ü", "Sign you in", "See your profile", "5 min.", ISSUER + link(),
                "Sent automatically by localhost.");
    }

    @ParameterizedTest
    @CsvSource({"dora@acme.example,Kasse 7 bittet um Ihre Erlaubnis,de",
            "flore@acme.example,Till 7 demande votre autorisation,fr" })
    void is_written_in_the_language_of_the_person(String person, String subject, String language) throws Exception {
        TestCiba.of(cardea, "till", "login_hint", person);
        assertThat(mail(1).getSubject()).isEqualTo(subject);
        assertThat(mail(1).getHeader("Content-Language")).containsExactly(language);
    }

    @Test
    void leads_through_signing_in_to_that_request_alone() throws Exception {
        var other = TestCiba.of(cardea, "quiet");
        var request = TestCiba.of(cardea, "till", "binding_message", "W4SCT");
        var browser = cardea.browser();
        var page = browser.follow(browser.get(link()));
        assertThat(TestBrowser.asksForPassword(page)).isTrue();
        assertThat(page.body()).doesNotContain("W4SCT", "Till 7", ALICE);
        page = browser.submit(page, Map.of("username", ALICE, "password", PASSWORD));
        assertThat(page.body()).contains("W4SCT");
        assertThat(request.isShownIn(page)).isTrue();
        assertThat(other.isShownIn(page)).isFalse();
        browser.post("/account/requests", request.form(page, "allow"));
        assertThat(polled(request)).containsKey("access_token");
        assertThat(polled(other)).containsEntry("error", "authorization_pending");
    }

    @Test
    void can_be_refused_too() throws Exception {
        var request = TestCiba.of(cardea, "till");
        var browser = cardea.signedIn(ALICE);
        browser.post("/account/requests", request.form(browser.get(link()), "deny"));
        assertThat(polled(request)).containsEntry("error", "access_denied");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false })
    void decides_nothing_by_being_followed(boolean signedIn) throws Exception { // by whoever looks for malware in mails
        var request = TestCiba.of(cardea, "till");
        var browser = signedIn ? cardea.signedIn(ALICE) : cardea.browser();
        var link = link();
        for (int i = 0; i < 5; i++) assertThat(browser.get(link).statusCode()).isLessThan(400);
        assertThat(cardea.send("HEAD", link, "").statusCode()).isLessThan(400);
        assertThat(browser.post(link, Map.of("decision", "allow")).statusCode()).isEqualTo(405);
        assertThat(browser.get(link + "?decision=allow").statusCode()).isLessThan(400);
        assertThat(polled(request)).containsEntry("error", "authorization_pending");
        var later = cardea.signedIn(ALICE);
        later.post("/account/requests", request.form(later.get(link), "allow"));
        assertThat(polled(request)).containsKey("access_token");
    }

    @Test
    void stands_for_nobody() throws Exception {
        var request = TestCiba.of(cardea, "till", "binding_message", "W4SCT");
        var page = signIn(cardea.browser(), link(), BOB);
        assertThat(page.body()).contains("for another account").doesNotContain("W4SCT", "Till 7", ALICE);
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(polled(request)).containsEntry("error", "authorization_pending");
    }

    @Test
    void says_nothing_of_a_link_to_who_is_not_signed_in() throws Exception {
        TestCiba.of(cardea, "till");
        var link = link();
        var never = link.substring(0, link.length() - 2) + "xx";
        for (var path : new String[]{link, never, "/account/requests/x", "/account/requests/" + "a".repeat(500) }) {
            var answer = cardea.browser().get(path);
            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(TestBrowser.location(answer)).startsWith("/login?request=");
        }
        assertThat(cardea.signedIn(ALICE).get(never).body()).contains("for another account");
    }

    @ParameterizedTest
    @ValueSource(strings = {"allow", "deny" })
    void is_over_with_the_decision(String decision) throws Exception {
        var request = TestCiba.of(cardea, "till");
        var link = link();
        request.decided(cardea.signedIn(ALICE), decision);
        var page = cardea.signedIn(ALICE).get(link);
        assertThat(page.body()).contains("no longer waiting");
        assertThat(request.isShownIn(page)).isFalse();
    }

    @Test
    void is_over_with_the_request() throws Exception {
        var request = TestCiba.of(cardea, "till", "requested_expiry", "60");
        var browser = cardea.signedIn(ALICE);
        var page = browser.get(link());
        cardea.clock.advance(Duration.ofSeconds(60));
        assertThat(browser.get(link()).body()).contains("no longer waiting");
        assertThat(browser.post("/account/requests", request.form(page, "allow")).statusCode()).isEqualTo(400);
        assertThat(json(request.poll())).containsEntry("error", "expired_token");
    }

    @Test
    void is_over_for_who_is_disabled() throws Exception {
        TestCiba.of(cardea, "till", "login_hint", "eve@acme.example");
        var browser = cardea.signedIn("eve@acme.example");
        cardea.disableUser("eve@acme.example");
        assertThat(TestBrowser.asksForPassword(browser.follow(browser.get(link())))).isTrue();
    }

    @Test
    void is_decided_on_once_by_many_at_the_same_time() throws Exception {
        var request = TestCiba.of(cardea, "till");
        var browser = cardea.signedIn(ALICE);
        var form = request.form(browser.get(link()), "allow");
        assertThat(Race.of(() -> browser.post("/account/requests", form)))
                .filteredOn(answer -> answer.statusCode() == 200)
                .hasSize(1);
        cardea.clock.advance(Duration.ofSeconds(30));
        assertThat(Race.of(request::poll)).filteredOn(answer -> answer.statusCode() == 200).hasSize(1);
    }

    @Test
    void asks_for_a_newer_sign_in_where_the_client_wants_one() throws Exception { // OIDC Registration §2
        var browser = cardea.signedIn(ALICE);
        cardea.clock.advance(Duration.ofMinutes(2));
        var request = TestCiba.of(cardea, "strict");
        cardea.clock.advance(Duration.ofMinutes(1));
        var page = browser.follow(browser.get(link()));
        assertThat(TestBrowser.asksForPassword(page)).isTrue();
        page = browser.submit(page, Map.of("username", ALICE, "password", PASSWORD));
        assertThat(request.isShownIn(page)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"till,bob@acme.example", "quiet,alice@acme.example", "quiet,bob@acme.example" })
    void is_not_written_without_a_verified_address_or_a_client_that_may(String client, String person) {
        var mails = TestOutbox.mails(cardea).size();
        var sent = ask(cardea, "till", "login_hint", ALICE);
        var unsent = ask(cardea, client, "login_hint", person);
        assertThat(TestOutbox.mails(cardea)).hasSize(mails + 1);
        // The client does not learn which: the answers differ by the id alone.
        assertThat(unsent.statusCode()).isEqualTo(sent.statusCode());
        assertThat(unsent.headers().map().keySet()).isEqualTo(sent.headers().map().keySet());
        assertThat(json(unsent).keySet()).isEqualTo(json(sent).keySet());
        assertThat(json(unsent).get("expires_in")).isEqualTo(json(sent).get("expires_in"));
        assertThat(unsent.body()).hasSameSizeAs(sent.body());
    }

    @Test
    void fills_nobodys_mailbox() {
        var mails = TestOutbox.mails(cardea).size();
        for (int i = 0; i < 15; i++) {
            assertThat(ask(cardea, "till", "requested_expiry", "1").statusCode()).isEqualTo(200);
            cardea.clock.advance(Duration.ofSeconds(1));
        }
        assertThat(TestOutbox.mails(cardea)).hasSize(mails + 10);
        var last = TestCiba.of(cardea, "till");
        assertThat(last.isShownIn(cardea.signedIn(ALICE).get("/account/requests"))).isTrue();
        cardea.clock.advance(Duration.ofHours(1));
        TestCiba.of(cardea, "till");
        assertThat(TestOutbox.mails(cardea)).hasSize(mails + 11);
    }

    @Test
    void is_nowhere_in_the_database() throws Exception {
        TestCiba.of(cardea, "till");
        var secret = link().substring("/account/requests/".length());
        TestOutbox.newest(cardea, TestOutbox.is(State.acknowledged));
        try (var files = Files.list(cardea.data)) {
            for (var file : files.filter(f -> f.getFileName().toString().contains(".db")).toList())
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).doesNotContain(secret);
        }
    }
}
