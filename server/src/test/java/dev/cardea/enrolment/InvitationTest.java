package dev.cardea.enrolment;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.TestPerson;
import dev.cardea.audit.AuditLog;
import dev.cardea.html.Letters;
import dev.cardea.jose.Sealing;
import dev.cardea.jose.Secrets;
import dev.cardea.link.Links;
import dev.cardea.mail.Mails;
import dev.cardea.mail.TestMailbox;
import dev.cardea.oauth.UserId;
import dev.cardea.password.PasswordPolicy;
import dev.cardea.password.PasswordRules;
import dev.cardea.store.Race;
import dev.cardea.user.Argon2Cost;
import dev.cardea.user.HashingLimits;
import dev.cardea.user.PasswordHashing;
import dev.cardea.user.User;
import dev.cardea.user.UserStore.IdentifierTaken;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("An administrator invites somebody, who chooses the password")
class InvitationTest {
    private static final String PASSWORD = "kestrel over the marsh";
    private static TestMailbox mailbox;
    private static TestCardea cardea;
    private static PasswordHashing hashing;
    private static Invitations invitations;
    private final String guest = TestPerson.address();

    @BeforeAll
    static void start() {
        mailbox = new TestMailbox();
        cardea = new TestCardea(mailbox.settings() + """
                terms: { version: "2026-01", url: "https://acme.example/terms", "url#de": "https://acme.example/agb" }
                """);
        var random = new SecureRandom();
        var stores = cardea.server.stores();
        var secret = Secrets.generated(cardea.data.resolve("secret"), random);
        var sealing = new Sealing(new Secrets(secret, List.of()), random);
        hashing = new PasswordHashing(new Argon2Cost(64, 1, 1), HashingLimits.of(1), random);
        invitations = new Invitations(stores.users(), stores.links(),
                new Links(stores.links(), sealing, TestCardea.ISSUER, random, cardea.clock),
                new PasswordRules(PasswordPolicy.STANDARD), hashing,
                new Mails(true, new Letters(Map.of(), "localhost"), sealing, random, cardea.clock),
                new AuditLog(stores.audit(), cardea.clock), cardea.clock);
    }

    @AfterAll
    static void stop() {
        cardea.close();
        hashing.close();
        mailbox.close();
    }

    @BeforeEach
    void forget_what_was_asked_before() {
        cardea.clock.advance(Duration.ofHours(25));
    }

    private User invite() {
        var user = new User(new UserId(UUID.randomUUID().toString()), "acme", User.Status.invited, guest, false, null,
                Map.of("name", "Gus Guest"), Set.of(), cardea.clock.instant());
        invitations.invite(user, cardea.user(TestCardea.ALICE).id());
        return user;
    }

    private static boolean signsIn(String user, String password) {
        var browser = cardea.browser();
        browser.submit(browser.get("/login"), Map.of("username", user, "password", password));
        return browser.cookies.containsKey("cardea_session");
    }

    private Map<String, String> form(TestBrowser browser, String link) {
        var form = TestBrowser.hidden(browser.get(link));
        form.putAll(Map.of("new_password", PASSWORD, "terms", "yes"));
        return form;
    }

    @Test
    void who_has_an_account_that_can_be_used_from_then_on() {
        var user = invite();
        assertThat(signsIn(guest, PASSWORD)).isFalse();
        var mail = mailbox.mail(guest);
        assertThat(mail.subject()).isEqualTo("You are invited");
        assertThat(mail.text()).contains("7 days", guest);
        var browser = cardea.browser();
        assertThat(browser.get(mail.link()).body()).contains("Welcome", guest, "https://acme.example/terms");
        assertThat(browser.post("/invitation", form(browser, mail.link())).body()).contains("Your account is ready");
        assertThat(signsIn(guest, PASSWORD)).isTrue();
        assertThat(cardea.user(guest).emailVerified()).isTrue();
        assertThat(cardea.server.stores().terms().hasAccepted(user.id(), "2026-01")).isTrue();
        assertThat(browser.get(mail.link()).body()).contains("no longer works");
    }

    @Test
    void once_however_many_accept_at_the_same_time() throws Exception {
        invite();
        var browser = cardea.browser();
        var form = form(browser, mailbox.mail(guest).link());
        assertThat(Race.of(() -> browser.post("/invitation", form)))
                .filteredOn(answer -> answer.statusCode() == 200)
                .hasSize(1);
    }

    @Test
    void only_with_a_good_password_and_the_terms() {
        invite();
        var browser = cardea.browser();
        var form = form(browser, mailbox.mail(guest).link());
        form.put("new_password", "gus-guest");
        assertThat(browser.post("/invitation", form).body()).contains("too close to your name");
        form.put("new_password", PASSWORD);
        form.remove("terms");
        assertThat(browser.post("/invitation", form).body()).contains("terms-problem");
        assertThat(signsIn(guest, PASSWORD)).isFalse();
        form.put("csrf", "AAAA");
        assertThat(browser.post("/invitation", form).statusCode()).isEqualTo(400);
    }

    @Test
    void for_a_week() {
        invite();
        var link = mailbox.mail(guest).link();
        cardea.clock.advance(Duration.ofDays(7));
        assertThat(cardea.get(link).statusCode()).isEqualTo(400);
    }

    @Test
    void by_the_newest_link_alone() {
        var user = invite();
        var first = mailbox.mail(guest).link();
        invitations.resend(user);
        assertThat(cardea.get(first).statusCode()).isEqualTo(400);
        assertThat(cardea.get(mailbox.mail(guest, 2).link()).statusCode()).isEqualTo(200);
    }

    @Test
    void who_gets_the_invitation_again_by_saying_that_the_password_is_forgotten() {
        invite();
        var browser = cardea.browser();
        browser.submit(browser.get("/forgot"), Map.of("email", guest));
        assertThat(mailbox.mail(guest, 2).subject()).isEqualTo("You are invited");
    }

    @Test
    void not_when_the_address_is_another_one_by_now() {
        var user = invite();
        var link = mailbox.mail(guest).link();
        cardea.server.stores()
                .users()
                .put(new User(user.id(), "acme", User.Status.invited, TestPerson.address(), false, null, user.claims(),
                        Set.of(), cardea.clock.instant()));
        assertThat(cardea.get(link).statusCode()).isEqualTo(400);
    }

    @Test
    void not_when_the_account_is_disabled_or_gone() {
        var user = invite();
        var link = mailbox.mail(guest).link();
        cardea.disableUser(guest);
        assertThat(cardea.get(link).statusCode()).isEqualTo(400);
        cardea.server.stores().users().remove(user.id());
        assertThat(cardea.get(link).statusCode()).isEqualTo(400);
    }

    @Test
    void not_with_an_address_that_somebody_has() {
        assertThatThrownBy(() -> invitations.invite(new User(new UserId(UUID.randomUUID().toString()), null,
                User.Status.invited, TestCardea.ALICE, false, null, Map.of(), Set.of(), cardea.clock.instant()), null))
                .isInstanceOf(IdentifierTaken.class);
        assertThat(mailbox.of(TestCardea.ALICE)).isEmpty();
    }
}
