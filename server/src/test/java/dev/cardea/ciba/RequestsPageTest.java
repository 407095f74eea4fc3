package dev.cardea.ciba;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.store.Race;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestBrowser.asksForPassword;
import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.BOB;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("CIBA Core §8, §9: the person is asked and decides")
class RequestsPageTest {
    private static final String PATH = "/account/requests";
    private static TestCardea cardea;
    private TestCiba request;
    private TestBrowser alice;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(TestCiba.TILL + TestCiba.client("fresh", "poll", "default_max_age: 60"));
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    @BeforeEach
    void ask() {
        cardea.clock.advance(Duration.ofDays(1));
        request = TestCiba.of(cardea, "till", "binding_message", "W4SCT");
        alice = cardea.signedIn(ALICE);
    }

    private void assertUndecided() {
        assertThat(json(request.poll())).containsEntry("error", "authorization_pending");
    }

    @Test
    void names_the_client_the_scopes_the_message_the_account_and_the_end() {
        var page = alice.get(PATH);
        assertThat(page.body()).contains("Till 7", "W4SCT", "Alice Adams", "See your profile",
                "another <strong><bdi>5</bdi></strong> min").doesNotContain(request.id());
        cardea.clock.advance(Duration.ofSeconds(241));
        assertThat(alice.get(PATH).body()).contains("another <strong><bdi>1</bdi></strong> min");
        assertUndecided();
    }

    @Test
    void says_what_became_of_it() {
        assertThat(request.decided(alice, "allow").body()).contains("Allowed. You can go on", "Nothing is waiting");
        request = TestCiba.of(cardea);
        assertThat(request.decided(alice, "deny").body()).contains("Not allowed.");
    }

    @Test
    void has_a_form_for_each_request() {
        var second = TestCiba.of(cardea, "till", "binding_message", "Z0NK");
        var page = alice.get(PATH);
        assertThat(page.body()).contains("W4SCT", "Z0NK");
        alice.post(PATH, second.form(page, "allow"));
        assertUndecided();
        assertThat(json(second.poll())).containsKey("access_token");
    }

    @Test
    void asks_to_sign_in_and_comes_back() {
        var browser = cardea.browser();
        var login = browser.follow(browser.get(PATH));
        assertThat(asksForPassword(login)).isTrue();
        assertThat(login.body()).doesNotContain("W4SCT");
        var page = browser.submit(login, Map.of("username", ALICE, "password", PASSWORD));
        assertThat(request.isShownIn(page)).isTrue();
    }

    @Test
    void shows_and_takes_nothing_for_anybody_else() {
        var bob = cardea.signedIn(BOB);
        assertThat(bob.get(PATH).body()).contains("Nothing is waiting").doesNotContain("W4SCT");
        var form = request.form(alice.get(PATH), "allow");
        assertThat(bob.post(PATH, form).statusCode()).isEqualTo(400);
        var own = TestCiba.of(cardea, "till", "login_hint", BOB);
        form.put("csrf", own.form(bob.get(PATH), "allow").get("csrf"));
        assertThat(bob.post(PATH, form).statusCode()).isEqualTo(400);
        assertUndecided();
    }

    @Test
    void takes_no_form_without_its_token_nor_from_elsewhere() {
        var form = request.form(alice.get(PATH), "allow");
        alice.postFromElsewhere(PATH, form);
        form.put("csrf", "AAAA");
        assertThat(alice.post(PATH, form).body()).contains("open for too long");
        assertUndecided();
    }

    @Test
    void takes_no_form_of_a_session_that_has_ended() {
        var form = request.form(alice.get(PATH), "allow");
        alice.submit(alice.get("/oauth2/sessions/logout"), Map.of());
        assertThat(alice.post(PATH, form).statusCode()).isEqualTo(303);
        assertUndecided();
    }

    @Test
    void takes_nothing_but_allow_or_deny() {
        assertThat(request.decided(alice, "perhaps").statusCode()).isEqualTo(400);
        assertUndecided();
    }

    @Test
    void takes_no_decision_twice_nor_too_late() {
        var form = request.form(alice.get(PATH), "deny");
        alice.post(PATH, form);
        form.put("decision", "allow");
        assertThat(alice.post(PATH, form).body()).contains("no longer waiting");
        assertThat(json(request.poll())).containsEntry("error", "access_denied");
        request = TestCiba.of(cardea);
        var late = request.form(alice.get(PATH), "allow");
        cardea.clock.advance(Duration.ofSeconds(300));
        assertThat(alice.post(PATH, late).statusCode()).isEqualTo(400);
        assertThat(json(request.poll())).containsEntry("error", "expired_token");
    }

    @Test
    void takes_one_of_many_concurrent_decisions() throws InterruptedException {
        var form = request.form(alice.get(PATH), "allow");
        assertThat(Race.of(() -> alice.post(PATH, form).statusCode())).filteredOn(status -> status == 200).hasSize(1);
        assertThat(json(request.poll())).containsKey("access_token");
    }

    @Test
    void asks_to_sign_in_again_where_the_client_wants_it_fresh() {
        cardea.clock.advance(Duration.ofMinutes(2));
        var fresh = TestCiba.of(cardea, "fresh");
        var login = alice.follow(fresh.decided(alice, "allow"));
        assertThat(asksForPassword(login)).isTrue();
        assertThat(json(fresh.poll())).containsEntry("error", "authorization_pending");
        alice.submit(login, Map.of("username", ALICE, "password", PASSWORD));
        fresh.decided(alice, "allow");
        assertThat(json(fresh.poll())).containsKey("access_token");
    }

    @Test
    void is_no_place_for_interactions_that_began_elsewhere() {
        var browser = cardea.browser();
        var login = browser.follow(browser.get(PATH));
        var handle = TestBrowser.hidden(login).get("request");
        assertThat(browser.get("/oauth2/auth?interaction=" + handle).statusCode()).isEqualTo(400);
        assertThat(browser.get("/device?interaction=" + handle).statusCode()).isEqualTo(400);
    }

    @Test
    void is_found_from_the_home_page() {
        assertThat(alice.get("/").body()).contains("href=\"/account\"");
        assertThat(alice.get("/account").body()).contains("href=\"" + PATH + "\"");
    }

    @Test
    void speaks_the_language_of_the_browser() {
        var cookies = alice.cookies.entrySet().stream().map(c -> c.getKey() + "=" + c.getValue());
        var page = cardea.get(PATH, "Accept-Language", "fr", "Cookie", cookies.collect(Collectors.joining("; ")));
        assertThat(page.body()).contains("Demandes pour vous");
    }
}
