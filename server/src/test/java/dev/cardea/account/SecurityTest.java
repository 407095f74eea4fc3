package dev.cardea.account;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.audit.AuditStore.Filter;
import dev.cardea.factor.Factor;
import dev.cardea.factor.TestAuthenticator;
import dev.cardea.factor.TestTotp;
import jakarta.mail.Multipart;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestBrowser.asksForPassword;
import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("/account/security: what a person signs in with, and policies about it")
class SecurityTest {
    private static final String PATH = "/account/security";
    private static final String CAROL = "carol@strict.example";
    private static final Pattern SIX = Pattern.compile("\\b(\\d{6})\\b");
    private static final GreenMail MAIL = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        MAIL.start();
        cardea = TestCardea.of(TestCardea.CONFIGURATION
                .replace("  - { id: acme, name: Acme GmbH }\n",
                        "  - { id: acme, name: Acme GmbH, factors: { allowed: [passkey, totp, email] } }\n"
                                + "  - { id: strict, name: Strict, factors: { use: required, allowed: [totp], remember_devices: 0s } }\n")
                .replace("clients:\n",
                        "  - { email: %s, email_verified: true, password: \"%s\", organization: strict }\nclients:\n"
                                .formatted(CAROL, PASSWORD))
                + "mail: { url: 'smtp://127.0.0.1:%d', from: no-reply@sso.example }\n"
                        .formatted(MAIL.getSmtp().getPort()));
    }

    @AfterAll
    static void stop() {
        cardea.close();
        MAIL.stop();
    }

    @BeforeEach
    void nobody_has_a_factor() {
        for (var person : List.of(ALICE, CAROL))
            cardea.server.stores().factors().removeAll(cardea.user(person).id(), List.of());
        cardea.clock.advance(Duration.ofDays(2));
    }

    private static List<Factor> factors(String person) {
        return cardea.server.stores().factors().of(cardea.user(person).id());
    }

    /// What the button of the form about one thing sends.
    private static Map<String, String> form(TestBrowser browser, String subject, String change) {
        var form = Pattern
                .compile("name=\"request\" value=\"" + Pattern.quote(subject)
                        + "\">\\s*<input type=\"hidden\" name=\"csrf\" value=\"([^\"]*)\"")
                .matcher(browser.get(PATH).body());
        assertThat(form.find()).isTrue();
        return new LinkedHashMap<>(Map.of("request", subject, "csrf", form.group(1), "change", change));
    }

    /// The text of the newest mail with this subject and this in it, once it has come.
    private static String told(String subject, String... parts) throws Exception {
        long begin = System.nanoTime();
        while (true) {
            var mails = MAIL.getReceivedMessages();
            for (int i = mails.length - 1; i >= 0; i--) {
                if (!subject.equals(mails[i].getSubject())) continue;
                var text = ((Multipart) mails[i].getContent()).getBodyPart(0).getContent().toString();
                if (Stream.of(parts).allMatch(text::contains)) return text;
            }
            if (System.nanoTime() - begin > PATIENCE) throw new AssertionError("no mail " + subject);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    @Test
    void takes_a_fresh_sign_in_to_add_a_factor() {
        var alice = cardea.signedIn(ALICE);
        assertThat(alice.get(PATH + "/add/totp").statusCode()).isEqualTo(200);
        var page = alice.get(PATH + "/add/totp");
        cardea.clock.advance(Duration.ofMinutes(5).plusSeconds(1));
        assertThat(alice.get(PATH).statusCode()).as("looking").isEqualTo(200);
        for (var kind : List.of("totp", "passkey", "email")) {
            var login = alice.follow(alice.get(PATH + "/add/" + kind));
            assertThat(asksForPassword(login)).isTrue();
        }
        var totp = TestTotp.scan(cardea, page);
        assertThat(asksForPassword(alice.submit(page, Map.of("code", totp.code(0))))).isTrue();
        assertThat(factors(ALICE)).isEmpty();
        var back = alice.submit(alice.follow(alice.get(PATH + "/add/totp")),
                Map.of("username", ALICE, "password", PASSWORD));
        assertThat(TestTotp.scan(cardea, back)).isNotNull();
    }

    @Test
    void an_authenticator_counts_once_it_has_shown_a_right_code() {
        var alice = cardea.signedIn(ALICE);
        var page = alice.get(PATH + "/add/totp");
        var totp = TestTotp.scan(cardea, page);
        var wrong = alice.submit(page, Map.of("code", totp.wrong()));
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(factors(ALICE)).isEmpty();
        // The picture stays the same: it was scanned already.
        assertThat(TestTotp.scan(cardea, wrong).code(0)).isEqualTo(totp.code(0));
        assertThat(TestTotp.recoveryCodes(alice.submit(wrong, Map.of("code", totp.code(0))))).hasSize(10);
        assertThat(factors(ALICE)).hasSize(1);
        // Nor can the same picture be used for another one.
        alice.submit(wrong, Map.of("code", totp.code(1)));
        assertThat(factors(ALICE)).hasSize(1);
    }

    @Test
    void keeps_the_secret_encrypted() {
        var alice = cardea.signedIn(ALICE);
        TestTotp.add(cardea, alice);
        // Version, id of the secret, nonce, 20 bytes and tag.
        assertThat(factors(ALICE).getFirst().data()).hasSize(1 + 4 + 24 + 20 + 16);
    }

    @Test
    void a_remembered_device_is_not_enough_to_change_anything() {
        var totp = TestTotp.add(cardea, cardea.signedIn(ALICE));
        var browser = cardea.browser();
        browser.submit(browser.submit(browser.get("/login"), Map.of("username", ALICE, "password", PASSWORD)),
                Map.of("code", totp.code(0), "remember", "1"));
        browser.cookies.remove("cardea_session");
        cardea.clock.advance(Duration.ofSeconds(60));
        browser.submit(browser.get("/login"), Map.of("username", ALICE, "password", PASSWORD));
        assertThat(browser.get(PATH).statusCode()).isEqualTo(200);
        var step = browser.follow(browser.get(PATH + "/add/passkey"));
        assertThat(step.body()).contains("name=\"code\"").doesNotContain("name=\"password\"");
        assertThat(browser.submit(step, Map.of("code", totp.code(0))).body()).contains("data-passkey=\"create\"");
    }

    @Test
    void factors_are_renamed_and_removed_and_the_person_is_told() throws Exception {
        var alice = cardea.signedIn(ALICE);
        var totp = TestTotp.add(cardea, alice);
        told("A second step was added", "My phone");
        var strong = cardea.signedInWith(ALICE, totp);
        var id = factors(ALICE).getFirst().id();
        var rename = form(strong, id, "rename");
        rename.put("name", "Old <phone>");
        assertThat(strong.follow(strong.post(PATH, rename)).body()).contains("Old &lt;phone&gt;");
        strong.post(PATH, form(strong, id, "remove"));
        assertThat(factors(ALICE)).isEmpty();
        told("A second step was removed", "Old <phone>");
        assertThat(cardea.server.stores().audit().latest(10))
                .extracting(dev.cardea.audit.AuditStore.Entry::type)
                .contains("FactorRemoved");
    }

    @Test
    void several_passkeys_each_have_their_name() {
        var alice = cardea.signedIn(ALICE);
        var first = TestAuthenticator.add(alice);
        var browser = cardea.browser();
        var login = browser.get("/login");
        browser.submit(login, Map.of("credential", first.get(login)));
        var page = browser.get(PATH + "/add/passkey");
        assertThat(TestAuthenticator.options(page).get("excludeCredentials")).asInstanceOf(
                org.assertj.core.api.InstanceOfAssertFactories.LIST).hasSize(1);
        browser.submit(page, Map.of("credential", new TestAuthenticator().create(page), "name", "Second"));
        assertThat(factors(ALICE)).extracting(Factor::name).containsExactlyInAnyOrder("Key", "Second");
    }

    @Test
    void a_form_of_another_person_or_without_its_token_changes_nothing() {
        var totp = TestTotp.add(cardea, cardea.signedIn(ALICE));
        var strong = cardea.signedInWith(ALICE, totp);
        var remove = form(strong, factors(ALICE).getFirst().id(), "remove");
        var carol = carolSignedIn();
        assertThat(carol.post(PATH, remove).statusCode()).isEqualTo(400);
        remove.remove("csrf");
        assertThat(strong.post(PATH, remove).statusCode()).isEqualTo(400);
        assertThat(factors(ALICE)).hasSize(1);
    }

    @Test
    void new_recovery_codes_take_the_place_of_the_old_ones_and_use_is_told() throws Exception {
        var totp = TestTotp.add(cardea, cardea.signedIn(ALICE));
        var strong = cardea.signedInWith(ALICE, totp);
        var codes = TestTotp.recoveryCodes(strong.post(PATH, form(strong, "codes", "codes")));
        assertThat(codes).hasSize(10).doesNotContainAnyElementsOf(totp.recoveryCodes);
        assertThat(byRecoveryCode(totp.recoveryCodes.getFirst()).statusCode()).isEqualTo(401);
        assertThat(byRecoveryCode(codes.getFirst()).statusCode()).isEqualTo(200);
        assertThat(told("A recovery code was used")).doesNotContain("Codes left");
        for (int i = 1; i < 7; i++) byRecoveryCode(codes.get(i));
        told("A recovery code was used", "Codes left", "    3");
    }

    private static HttpResponse<String> byRecoveryCode(String code) {
        var browser = cardea.browser();
        var page = browser.submit(browser.get("/login"), Map.of("username", ALICE, "password", PASSWORD));
        var recovery = browser.get("/login/factor/recovery?request=" + TestBrowser.hidden(page).get("request"));
        return browser.submit(recovery, Map.of("code", code));
    }

    @Test
    void a_code_by_mail_is_sent_on_request_and_works_once() throws Exception {
        var alice = cardea.signedIn(ALICE);
        var page = alice.get(PATH + "/add/email");
        assertThat(page.body()).contains("a***@acme.example").doesNotContain("name=\"code\"");
        var sent = alice.submit(page, Map.of("send", "1"));
        assertThat(sent.body()).contains("name=\"code\"");
        var again = alice.submit(sent, Map.of("send", "1"));
        assertThat(again.statusCode()).as("one more at once").isEqualTo(429);
        var code = SIX.matcher(told("Your code"));
        assertThat(code.find()).isTrue();
        assertThat(alice.submit(sent, Map.of("code", "000000")).statusCode()).isEqualTo(401);
        assertThat(TestTotp.recoveryCodes(alice.submit(sent, Map.of("code", code.group(1))))).hasSize(10);
        assertThat(factors(ALICE)).extracting(Factor::kind).containsExactly(Factor.Kind.email);
        var browser = cardea.browser();
        cardea.clock.advance(Duration.ofMinutes(1));
        var step = browser.submit(browser.get("/login"), Map.of("username", ALICE, "password", PASSWORD));
        var typed = browser.submit(step, Map.of("send", "1"));
        assertThat(browser.submit(typed, Map.of("code", code.group(1))).statusCode()).as("used").isEqualTo(401);
        cardea.clock.advance(Duration.ofMinutes(9));
        browser.submit(typed, Map.of("code", codeOtherThan(code.group(1))));
        assertThat(browser.get("/account").statusCode()).isEqualTo(200);
    }

    private static String codeOtherThan(String used) throws Exception {
        long begin = System.nanoTime();
        while (true) {
            for (var mail : MAIL.getReceivedMessages()) {
                var code = SIX.matcher(((Multipart) mail.getContent()).getBodyPart(0).getContent().toString());
                if (mail.getSubject().equals("Your code") && code.find() && !code.group(1).equals(used))
                    return code.group(1);
            }
            if (System.nanoTime() - begin > PATIENCE) throw new AssertionError("no other code");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    @Test
    void what_is_not_allowed_is_not_offered_and_not_added() {
        var carol = carolSignedIn();
        assertThat(carol.get(PATH).body()).contains("/add/totp").doesNotContain("/add/passkey", "/add/email");
        for (var kind : List.of("passkey", "email", "sms"))
            assertThat(TestBrowser.location(carol.get(PATH + "/add/" + kind))).isEqualTo(PATH);
    }

    /// Carol, who had to set a factor up to sign in.
    private TestBrowser carolSignedIn() {
        var carol = cardea.browser();
        var page = carol.submit(carol.get("/login"), Map.of("username", CAROL, "password", PASSWORD));
        carol.submit(page, Map.of("code", TestTotp.scan(cardea, page).code(0)));
        return carol;
    }

    @Test
    void where_a_factor_is_required_it_is_set_up_on_the_way_in() {
        var carol = cardea.browser();
        var page = carol.submit(carol.get("/login"), Map.of("username", CAROL, "password", PASSWORD));
        var totp = TestTotp.scan(cardea, page);
        assertThat(carol.get("/account").statusCode()).isEqualTo(303);
        // A wrong code, or going on without, does not help.
        page = carol.submit(page, Map.of("code", totp.wrong()));
        assertThat(page.statusCode()).isEqualTo(401);
        assertThat(asksForPassword(carol.follow(carol.get("/login/factor?request="
                + TestBrowser.hidden(page).get("request"))))).isTrue();
        assertThat(carol.get("/account").statusCode()).isEqualTo(303);
        assertThat(TestTotp.recoveryCodes(carol.submit(page, Map.of("code", totp.code(0))))).hasSize(10);
        assertThat(carol.get("/account").statusCode()).isEqualTo(200);
        // The last one stays.
        var answer = carol.follow(carol.post(PATH, form(carol, factors(CAROL).getFirst().id(), "remove")));
        assertThat(answer.body()).contains("Add another one first");
        assertThat(factors(CAROL)).hasSize(1);
        // And no device is remembered.
        var again = cardea.browser();
        var step = again.submit(again.get("/login"), Map.of("username", CAROL, "password", PASSWORD));
        assertThat(step.body()).doesNotContain("name=\"remember\"");
        cardea.clock.advance(Duration.ofSeconds(60));
        again.submit(step, Map.of("code", totp.code(0), "remember", "1"));
        assertThat(again.cookies).containsKey("cardea_session").doesNotContainKey("cardea_device");
    }

    @Test
    void a_sign_in_in_a_new_browser_is_told_once() throws Exception {
        var browser = cardea.signedIn(ALICE);
        var told = events("NewDevice");
        told("New sign-in");
        browser.cookies.remove("cardea_session");
        browser.submit(browser.get("/login"), Map.of("username", ALICE, "password", PASSWORD));
        assertThat(events("NewDevice")).as("the same browser").isEqualTo(told);
        var other = cardea.browser();
        other.cookies.put("cardea_known", "made-up.x");
        other.submit(other.get("/login"), Map.of("username", ALICE, "password", PASSWORD));
        assertThat(events("NewDevice")).as("another one").isEqualTo(told + 1);
    }

    private static long events(String type) {
        return cardea.server.stores()
                .audit()
                .newest(new Filter(null, null, type, cardea.user(ALICE).id(), null), null, 100)
                .size();
    }

    @Test
    void devices_are_listed_and_forgotten_also_with_the_password() {
        var totp = TestTotp.add(cardea, cardea.signedIn(ALICE));
        var browser = cardea.browser();
        browser.submit(browser.submit(browser.get("/login"), Map.of("username", ALICE, "password", PASSWORD)),
                Map.of("code", totp.code(0), "remember", "1"));
        var alice = cardea.user(ALICE).id();
        var devices = cardea.server.stores().devices();
        assertThat(devices.of(alice)).hasSize(1);
        var id = devices.of(alice).getFirst().secret().base64Url();
        assertThat(id).isNotEqualTo(browser.cookies.get("cardea_device"));
        browser.post(PATH, form(browser, id, "forget"));
        assertThat(devices.of(alice)).isEmpty();
    }
}
