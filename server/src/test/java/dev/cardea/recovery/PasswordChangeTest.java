package dev.cardea.recovery;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.TestPerson;
import dev.cardea.mail.TestMailbox;
import dev.cardea.store.Race;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A password is changed by whoever knows it")
class PasswordChangeTest {
    private static final String PATH = "/account/password";
    private static final String NEW = "kestrel over the marsh";
    private static TestMailbox mailbox;
    private static TestCardea cardea;
    private final String alice = TestPerson.in(cardea);
    private TestBrowser browser;

    @BeforeAll
    static void start() {
        mailbox = new TestMailbox();
        cardea = new TestCardea(mailbox.settings());
    }

    @BeforeEach
    void sign_in() {
        cardea.clock.advance(Duration.ofHours(25));
        browser = cardea.signedIn(alice);
    }

    @AfterAll
    static void stop() {
        cardea.close();
        mailbox.close();
    }

    private HttpResponse<String> change(String former, String wanted) {
        return browser.send(browser.get(PATH), Map.of("old_password", former, "new_password", wanted));
    }

    private HttpResponse<String> api(String former, String wanted, String... headers) {
        var cookies = browser.cookies.entrySet()
                .stream()
                .map(c -> c.getKey() + "=" + c.getValue())
                .collect(Collectors.joining("; "));
        return cardea.send("POST", "/api/account/password/change",
                "{\"old_password\":\"%s\",\"new_password\":\"%s\"}".formatted(former, wanted),
                headers.length > 0 ? headers : new String[]{"Content-Type", "application/json", "Cookie", cookies });
    }

    private boolean signsIn(String password) {
        var other = cardea.browser();
        other.submit(other.get("/login"), Map.of("username", alice, "password", password));
        return other.cookies.containsKey("cardea_session");
    }

    @Test
    void keeps_this_session_and_ends_all_others() {
        var other = cardea.signedIn(alice);
        var tokens = json(
                cardea.redeem(TestBrowser.answer(cardea.browser().authorize(request(), alice, PASSWORD)).get("code")));
        assertThat(browser.follow(change(PASSWORD, NEW)).body()).contains("Your password is changed");
        assertThat(browser.get("/account").statusCode()).isEqualTo(200);
        assertThat(other.get("/account").statusCode()).isEqualTo(303);
        assertThat(cardea.accepts(tokens)).isFalse();
        assertThat(json(cardea.refresh(tokens.get("refresh_token").toString()))).containsEntry("error",
                "invalid_grant");
        assertThat(signsIn(PASSWORD)).isFalse();
        assertThat(signsIn(NEW)).isTrue();
        assertThat(mailbox.mail(alice).subject()).isEqualTo("Your password was changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong", "", "correct horse battery " })
    void refuses_a_wrong_former_password(String former) {
        var page = change(former, NEW);
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("not your current password");
        assertThat(signsIn(PASSWORD)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "password", "abababababab" })
    void refuses_a_weak_one_without_counting_it_as_a_guess(String wanted) {
        for (int i = 0; i < 8; i++) assertThat(change(PASSWORD, wanted).statusCode()).isEqualTo(400);
        assertThat(change(PASSWORD, NEW).statusCode()).isEqualTo(303);
    }

    @Test
    void counts_guesses_with_those_of_the_sign_in_page() {
        for (int i = 0; i < 6; i++) change("guess " + i, NEW);
        assertThat(signsIn(PASSWORD)).isFalse();
        cardea.clock.advance(Duration.ofMinutes(16));
        assertThat(signsIn(PASSWORD)).isTrue();
    }

    @Test
    void is_done_once_by_many_at_the_same_time() throws Exception {
        assertThat(Race.of(() -> api(PASSWORD, NEW))).filteredOn(answer -> answer.statusCode() == 204).hasSize(1);
    }

    @Test
    void speaks_json_to_programs() {
        assertThat(json(api("wrong", NEW))).containsEntry("error", "invalid_request");
        assertThat(json(api(PASSWORD, "password"))).containsEntry("error", "weak_password");
        assertThat(api(PASSWORD, NEW, "Content-Type", "application/json").statusCode()).isEqualTo(401);
        assertThat(api(PASSWORD, NEW, "Content-Type", "text/plain").statusCode()).isEqualTo(400);
        assertThat(api(PASSWORD, NEW).statusCode()).isEqualTo(204);
    }

    @Test
    void refuses_forms_that_are_not_its_own() {
        var form = TestBrowser.hidden(browser.get(PATH));
        form.putAll(Map.of("old_password", PASSWORD, "new_password", NEW));
        assertThat(browser.postFromElsewhere(PATH, form).statusCode()).isEqualTo(303);
        assertThat(cardea.signedIn(TestCardea.BOB).post(PATH, form).statusCode()).isEqualTo(400);
        form.remove("csrf");
        assertThat(browser.post(PATH, form).statusCode()).isEqualTo(400);
        assertThat(signsIn(PASSWORD)).isTrue();
    }

    @Test
    void is_found_by_password_managers() {
        assertThat(TestBrowser.location(cardea.get("/.well-known/change-password"))).isEqualTo(PATH);
    }
}
