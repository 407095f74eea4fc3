package dev.cardea.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("cardea demo, in a browser")
class DemoStoryTest extends DemoStory {
    private static final String ALICE = "alice@acme.example";
    private static final String OLIVIA = "olivia@acme.example";
    private static final String ADAM = "adam@acme.example";

    DemoStoryTest(@TempDir Path data) {
        super(data);
    }

    @Test
    void alice_signs_in_looks_at_her_tokens_and_signs_out_everywhere() {
        try (var alice = person(options())) {
            var page = alice.page;
            page.navigate(demo.application);
            alice.photograph("demo-welcome");
            alice.press("Sign in");

            alice.signIn(ALICE, "wrong-horse-alice");
            assertThat(page.getByText("do not match")).isVisible();
            assertThat(page.locator("#username")).hasValue(ALICE);
            alice.photograph("login-wrong-password");
            alice.signIn(ALICE, "correct-horse-alice");

            assertThat(page.locator("main")).containsText("Demo");
            assertThat(page.locator("main")).containsText("See your email address");
            alice.photograph("consent");
            alice.press("Allow");

            assertThat(page.locator("h1")).hasText("Hello, Alice Archer");
            assertThat(page.locator("#about")).containsText(ALICE);
            assertThat(page.locator("#id-token")).containsText("auth_time");
            assertThat(page.locator("#access-token")).containsText("at+jwt"); // RFC 9068 §2.1
            refreshes(page.locator("#refresh-token .current"), alice);
            alice.press("Call userinfo");
            assertThat(page.locator("#answer")).containsText("\"email\": \"alice@acme.example\"");
            alice.photograph("demo-signed-in");

            // Single sign-on: no form, and no consent a second time.
            alice.press("Sign out here only");
            alice.press("Sign in");
            assertThat(page.locator("h1")).hasText("Hello, Alice Archer");

            alice.press("Sign out everywhere");
            assertThat(page.getByRole(AriaRole.STATUS)).containsText("signed out");
            alice.press("Sign in");
            assertThat(page.locator("#password")).isVisible();
            assertThat(alice.complaints).isEmpty();
        }
    }

    @Test
    void olivia_does_not_allow_it_in_german() {
        try (var olivia = person(options().setLocale("de-CH"))) {
            var page = olivia.page;
            page.navigate(demo.application);
            olivia.press("Sign in");
            assertThat(page.locator("html")).hasAttribute("lang", "de");
            olivia.signIn(OLIVIA, "correct-horse-olivia");
            page.locator("button[value=deny]").click();
            assertThat(page.locator("h1")).hasText("You did not allow it");
            assertThat(page.locator("main")).containsText("access_denied");
            olivia.photograph("demo-access-denied");
            assertThat(olivia.complaints).isEmpty();
        }
    }

    @Test
    void adam_uses_the_keyboard_alone_and_reads_french() {
        try (var adam = person(options())) {
            var page = adam.page;
            page.navigate(demo.application);
            page.locator("summary").click();
            page.locator("#prompt").selectOption("consent");
            page.locator("#language").selectOption("fr");
            adam.press("Sign in");
            assertThat(page.locator("html")).hasAttribute("lang", "fr"); // ui_locales, OIDC Core §3.1.2.1
            assertThat(page.locator("#username")).isFocused();
            page.keyboard().type(ADAM);
            page.keyboard().press("Tab");
            assertThat(page.locator("#password")).isFocused();
            page.keyboard().type("correct-horse-adam");
            page.keyboard().press("Enter");
            page.locator("button[value=allow]").focus();
            page.keyboard().press("Enter");
            assertThat(page.locator("h1")).hasText("Hello, Adam Admin");
            assertThat(adam.complaints).isEmpty();
        }
    }

    @Test
    void everything_works_without_javascript() {
        try (var adam = person(options().setJavaScriptEnabled(false))) {
            var page = adam.page;
            page.navigate(demo.application);
            page.locator("summary").click();
            page.locator("#prompt").selectOption("consent");
            adam.press("Sign in");
            adam.signIn(ADAM, "correct-horse-adam");
            page.locator("button[value=allow]").click();
            assertThat(page.locator("h1")).hasText("Hello, Adam Admin");
            adam.press("Refresh");
            assertThat(page.locator("#refresh-token .former")).isVisible();
        }
    }

    @Test
    void the_forms_can_be_used_with_a_screen_reader() {
        try (var somebody = person(options())) {
            var page = somebody.page;
            page.navigate(demo.application);
            assertAccessible(somebody);
            somebody.press("Sign in");
            assertThat(page.locator("#password")).isVisible();
            assertAccessible(somebody);
        }
    }

    /// Language, one heading, one main part, and a name for everything that can be operated.
    private static void assertAccessible(Person person) {
        var page = person.page;
        assertThat(page.locator("html[lang]")).hasCount(1);
        assertThat(page.locator("h1")).hasCount(1);
        assertThat(page.locator("main")).hasCount(1);
        assertThat(page.title()).isNotBlank();
        var unnamed = page.evaluate("() => [...document.querySelectorAll('input:not([type=hidden]), select, button')]"
                + ".filter(e => !e.labels?.length && !e.textContent.trim() && !e.getAttribute('aria-label'))"
                + ".map(e => e.outerHTML)");
        assertThat(unnamed).asInstanceOf(InstanceOfAssertFactories.LIST).isEmpty();
    }

    private static void refreshes(Locator token, Person person) {
        var before = token.textContent();
        person.press("Refresh");
        assertThat(person.page.locator("#refresh-token .former")).hasText(before);
        assertThat(token).not().hasText(before);
    }
}
