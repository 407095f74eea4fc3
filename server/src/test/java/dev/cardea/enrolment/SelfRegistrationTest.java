package dev.cardea.enrolment;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.TestPerson;
import dev.cardea.audit.AuditStore;
import dev.cardea.json.Json;
import dev.cardea.mail.TestMailbox;
import dev.cardea.mail.TestOutbox;
import dev.cardea.store.Race;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestBrowser.asksForPassword;
import static dev.cardea.TestCardea.client;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("People register themselves, and have an account once they have proven their address")
class SelfRegistrationTest {
    private static final String PASSWORD = "kestrel over the marsh";
    private static final String API = "/api/account/registrations";
    private static TestMailbox mailbox;
    private static TestCardea cardea;
    private final String somebody = TestPerson.address();

    @BeforeAll
    static void start() {
        mailbox = new TestMailbox();
        cardea = TestCardea.of(TestCardea.CONFIGURATION.replace("  - { id: acme, name: Acme GmbH }",
                "  - { id: acme, name: Acme GmbH }\n  - { id: open, name: Open House, registration: self }")
                + client("shop", "client_name: Shop, registration: self, scope: openid email profile")
                + client("house", "organization: open")
                + client("shut", "organization: open, registration: closed")
                + mailbox.settings());
    }

    @AfterAll
    static void stop() {
        cardea.close();
        mailbox.close();
    }

    @BeforeEach
    void forget_what_was_asked_before() {
        cardea.clock.advance(Duration.ofHours(25));
    }

    private static HttpResponse<String> post(String path, Map<String, ?> body) {
        return cardea.send("POST", path, Json.text(body), "Content-Type", "application/json");
    }

    private HttpResponse<String> register(String... overrides) {
        var body = new LinkedHashMap<String, Object>(
                Map.of("email", somebody, "password", PASSWORD, "client_id", "shop", "given_name", "Nina"));
        for (int i = 0; i < overrides.length; i += 2) body.put(overrides[i], overrides[i + 1]);
        return post(API, body);
    }

    private static HttpResponse<String> confirm(String token) {
        return post(API + "/confirm", Map.of("token", token));
    }

    private static boolean exists(String address) {
        return cardea.server.stores().users().findByIdentifier(address.toLowerCase(Locale.ROOT)).isPresent();
    }

    private static boolean signsIn(String user, String password) {
        var browser = cardea.browser();
        browser.submit(browser.get("/login"), Map.of("username", user, "password", password));
        return browser.cookies.containsKey("cardea_session");
    }

    @Test
    void in_the_sign_in_to_an_application_which_then_goes_on() {
        var browser = cardea.browser();
        var signIn = browser.open(request("client_id", "shop", "scope", "openid email"));
        var handle = TestBrowser.hidden(signIn).get("request");
        var page = browser.get("/register?request=" + handle);
        assertThat(page.body()).contains("Create an account", "<bdi>Shop</bdi>");
        var sent = browser.submit(page, Map.of("name", "Nina Novak", "email", somebody, "new_password", PASSWORD));
        assertThat(sent.body()).contains("Look at your email", somebody);
        assertThat(exists(somebody)).isFalse();
        var mail = mailbox.mail(somebody);
        assertThat(mail.subject()).isEqualTo("Confirm your email address");
        assertThat(mail.text()).contains("24 hours", "without the link there will be no account");
        var confirm = browser.get(mail.link());
        assertThat(confirm.body()).contains("One more step", somebody);
        assertThat(exists(somebody)).isFalse();
        var done = browser.submit(confirm, Map.of());
        assertThat(done.body()).contains("Your account is ready", "/login?request=" + handle);
        var again = browser.get("/login?request=" + handle);
        assertThat(asksForPassword(again)).isTrue();
        var code = browser.submit(again, Map.of("username", somebody, "password", PASSWORD));
        assertThat(TestBrowser.location(code)).startsWith(TestCardea.REDIRECT);
        var tokens = json(cardea.tokenAs("shop", Map.of("grant_type", "authorization_code", "code",
                TestBrowser.answer(code).get("code"), "redirect_uri", TestCardea.REDIRECT, "code_verifier",
                TestCardea.VERIFIER)));
        assertThat(json(cardea.userinfo(tokens.get("access_token"))))
                .containsEntry("email", somebody)
                .containsEntry("email_verified", true);
        var user = cardea.user(somebody);
        assertThat(user.claims()).containsEntry("name", "Nina Novak").containsEntry("locale", "en");
        assertThat(user.organization()).isNull();
        assertThat(user.roles()).isEmpty();
        assertThat(cardea.server.stores().audit().latest(20)).extracting(AuditStore.Entry::type)
                .contains("AccountRegistered");
    }

    @Test
    void in_another_browser_it_ends_at_the_sign_in_page() {
        var browser = cardea.browser();
        var handle = TestBrowser.hidden(browser.open(request("client_id", "shop", "scope", "openid email")))
                .get("request");
        browser.submit(browser.get("/register?request=" + handle), Map.of("email", somebody, "new_password", PASSWORD));
        var other = cardea.browser();
        var done = other.submit(other.get(mailbox.mail(somebody).link()), Map.of());
        assertThat(done.body()).contains("Your account is ready", "href=\"/login\"").doesNotContain(handle);
        assertThat(other.cookies).doesNotContainKey("cardea_session");
    }

    @ParameterizedTest
    @CsvSource({"shop,true", "house,true", "app,false", "shut,false" })
    void the_sign_in_page_offers_it_where_it_is_open(String client, boolean open) {
        var page = cardea.browser().open(request("client_id", client, "scope", "openid email"));
        assertThat(page.body()).contains("/forgot?request=");
        assertThat(page.body().contains("/register?request=")).isEqualTo(open);
        assertThat(cardea.get("/login").body()).contains("href=\"/forgot\"").doesNotContain("/register");
    }

    @Test
    void for_programs() {
        assertThat(register().statusCode()).isEqualTo(202);
        var answer = confirm(mailbox.mail(somebody).secret());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer)).containsEntry("status", "active");
        assertThat(signsIn(somebody, PASSWORD)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"client_id=shop,200", "client_id=house,200", "organization=open,200", "client_id=app,403",
            "client_id=shut,403", "client_id=nobody,403", "organization=acme,403", "organization=nobody,403", "x=y,403",
            "client_id=app&organization=open,403" })
    void only_where_the_operator_allows_it(String from, int status) {
        assertThat(cardea.browser().get("/register?" + from).statusCode()).isEqualTo(status);
        var body = new HashMap<String, Object>(Map.of("email", somebody, "password", PASSWORD));
        for (var pair : from.split("&")) body.put(pair.split("=")[0], pair.split("=")[1]);
        var answer = post(API, body);
        assertThat(answer.statusCode()).isEqualTo(status == 200 ? 202 : 403);
        if (status == 403) assertThat(json(answer)).containsEntry("error", "registration_disabled");
    }

    @Test
    void into_the_organization_that_it_began_in() {
        post(API, Map.of("email", somebody, "password", PASSWORD, "client_id", "house"));
        confirm(mailbox.mail(somebody).secret());
        assertThat(cardea.user(somebody).organization()).isEqualTo("open");
    }

    @Test
    void a_form_of_one_beginning_is_of_no_use_for_another() {
        var browser = cardea.browser();
        var form = TestBrowser.hidden(browser.get("/register?organization=open"));
        form.putAll(Map.of("request", "client:shop", "email", somebody, "new_password", PASSWORD));
        assertThat(browser.post("/register", form).statusCode()).isEqualTo(400);
        form.put("request", "organization:acme");
        assertThat(browser.post("/register", form).statusCode()).isEqualTo(403);
        assertThat(cardea.browser().post("/register", form).statusCode()).isEqualTo(403);
    }

    @Test
    void whoever_has_an_account_is_told_so_by_mail_alone() {
        var owner = TestPerson.in(cardea);
        var known = register("email", owner);
        var unknown = register();
        assertThat(known.statusCode()).isEqualTo(unknown.statusCode()).isEqualTo(202);
        assertThat(known.body()).isEqualTo(unknown.body());
        assertThat(known.headers().map().keySet()).isEqualTo(unknown.headers().map().keySet());
        var mail = mailbox.mail(owner);
        assertThat(mail.subject()).isEqualTo("You already have an account");
        assertThat(mail.text()).doesNotContain("link=");
        assertThat(signsIn(owner, PASSWORD)).isFalse();
        assertThat(signsIn(owner, TestCardea.PASSWORD)).isTrue();
    }

    @Test
    void the_pages_differ_in_nothing() {
        var owner = TestPerson.in(cardea);
        assertThat(sent(owner).replace(owner, "X")).isEqualTo(sent(somebody).replace(somebody, "X"));
    }

    private static String sent(String address) {
        var browser = cardea.browser();
        return browser.submit(browser.get("/register?client_id=shop"),
                Map.of("email", address, "new_password", PASSWORD)).body();
    }

    @Test
    void a_claim_keeps_nobody_from_their_own_address() {
        // Somebody else was first, with a password of their own, and never gets the mail.
        register("password", "the other one was here");
        var theirs = mailbox.mail(somebody).secret();
        register();
        var own = mailbox.mail(somebody, 2).secret();
        assertThat(confirm(own).statusCode()).isEqualTo(200);
        assertThat(confirm(theirs).statusCode()).isEqualTo(400);
        assertThat(signsIn(somebody, PASSWORD)).isTrue();
        assertThat(signsIn(somebody, "the other one was here")).isFalse();
    }

    @Test
    void following_the_link_makes_no_account() {
        register();
        var link = mailbox.mail(somebody).link();
        for (int i = 0; i < 3; i++) assertThat(cardea.get(link).statusCode()).isEqualTo(200);
        assertThat(exists(somebody)).isFalse();
    }

    @Test
    void one_link_makes_one_account() throws Exception {
        register();
        var secret = mailbox.mail(somebody).secret();
        assertThat(Race.of(() -> confirm(secret))).filteredOn(answer -> answer.statusCode() == 200).hasSize(1);
        var later = confirm(secret);
        assertThat(later.statusCode()).isEqualTo(400);
        assertThat(json(later)).containsEntry("error", "invalid_token");
    }

    @Test
    void the_link_works_for_a_day() {
        register();
        var mail = mailbox.mail(somebody);
        cardea.clock.advance(Duration.ofHours(24));
        assertThat(confirm(mail.secret()).statusCode()).isEqualTo(400);
        assertThat(cardea.get(mail.link()).body()).contains("no longer works");
        assertThat(exists(somebody)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"email|no address|email", "email|a@b|email", "email|ñ@people.example|email",
            "given_name|<b>x</b>|given_name", "name|a\u202Eb|name" })
    void says_what_is_wrong_with_a_field(String name, String value, String field) {
        var answer = register(name, value);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer)).containsEntry("error", "invalid_request");
        assertThat((Map<?, ?>) json(answer).get("fields")).hasSize(1);
        assertThat(((Map<?, ?>) json(answer).get("fields")).containsKey(field)).isTrue();
    }

    @Test
    void says_everything_that_is_wrong_at_once() {
        var answer = json(register("email", "nobody", "password", "nina"));
        assertThat(String.valueOf(answer.get("fields"))).contains("email=malformed", "password=too_short");
        var browser = cardea.browser();
        var page = browser.submit(browser.get("/register?client_id=shop"),
                Map.of("email", "nobody", "new_password", "password", "name", "Nina"));
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("email-problem", "new_password-problem", "value=\"Nina\"", "tried first")
                .doesNotContain("value=\"password\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "password", "nina-nina-nina", "iloveyou" })
    void refuses_weak_passwords(String password) {
        var answer = register("password", password, "name", "Nina");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer)).containsEntry("error", "weak_password");
    }

    @Test
    void a_reminder_is_mailed_to_those_who_ask_and_have_not_finished() {
        register();
        mailbox.mail(somebody);
        assertThat(post(API + "/reminder", Map.of("email", somebody)).statusCode()).isEqualTo(202);
        var reminder = mailbox.mail(somebody, 2);
        assertThat(reminder.subject()).isEqualTo("Your registration is not finished");
        var nobody = post(API + "/reminder", Map.of("email", TestPerson.address()));
        assertThat(nobody.statusCode()).isEqualTo(202);
        assertThat(confirm(reminder.secret()).statusCode()).isEqualTo(200);
        assertThat(signsIn(somebody, PASSWORD)).isTrue();
    }

    @Test
    void nobodys_mailbox_is_filled() {
        for (int i = 0; i < 8; i++) assertThat(register().statusCode()).isEqualTo(202);
        mailbox.mail(somebody, 3);
        cardea.clock.advance(Duration.ofSeconds(2));
        assertThat(mailbox.of(somebody)).hasSize(3);
    }

    @Test
    void nobody_registers_without_end_from_one_place() {
        for (int i = 0; i < 30; i++) assertThat(register("email", TestPerson.address()).statusCode()).isEqualTo(202);
        assertThat(register().statusCode()).isEqualTo(429);
    }

    @Test
    void speaks_the_language_of_the_browser_and_writes_in_it() {
        var page = cardea.get("/register?client_id=shop", "Accept-Language", "fr");
        assertThat(page.body()).contains("Créer un compte");
        register("locale", "de-CH");
        assertThat(mailbox.mail(somebody).subject()).isEqualTo("Bestätigen Sie Ihre E-Mail-Adresse");
    }

    @Test
    void no_secret_is_in_the_database() throws Exception {
        register();
        var secret = mailbox.mail(somebody).secret();
        TestOutbox.newest(cardea, entry -> entry.message().payload().isEmpty());
        try (var files = Files.list(cardea.data)) {
            for (var file : files.filter(f -> f.getFileName().toString().contains(".db")).toList())
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain(secret)
                        .doesNotContain(PASSWORD);
        }
    }
}
