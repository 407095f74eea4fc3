package dev.cardea.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("cardea demo: a newcomer registers, forgets the password, and chooses a new one")
class NewcomerStoryTest extends DemoStory {
    private static final String PASSWORD = "kestrel over the marsh";

    NewcomerStoryTest(@TempDir Path data) {
        super(data);
    }

    @Test
    void nina_registers_and_is_led_back_to_the_application() {
        try (var nina = person(options())) {
            var page = nina.page;
            register(nina, "nina@newcomer.example");
            nina.photograph("registered");
            assertThat(page.locator("h1")).hasText("Your account is ready");
            link(nina, "Continue");
            nina.signIn("nina@newcomer.example", PASSWORD);
            nina.press("Allow");
            assertThat(page.locator("h1")).hasText("Hello, Nina Newcomer");
            assertThat(nina.complaints).isEmpty();
        }
    }

    @Test
    void nick_forgets_his_password_and_chooses_another_one() {
        try (var nick = person(options())) {
            var page = nick.page;
            register(nick, "nick@newcomer.example");
            page.navigate(demo.application);
            nick.press("Sign in");
            link(nick, "Forgot your password?");
            page.locator("#email").fill("nick@newcomer.example");
            nick.photograph("forgot");
            nick.press("Send link");
            assertThat(page.locator("h1")).hasText("Look at your email");
            follow(nick, "Choose a new password", "nick@newcomer.example");
            page.locator("#new_password").fill("otters in the mill race");
            nick.photograph("reset");
            nick.press("Save password");
            assertThat(page.locator("h1")).hasText("Your password is changed");
            link(nick, "Sign in");
            nick.signIn("nick@newcomer.example", PASSWORD);
            assertThat(page.getByText("do not match")).isVisible();
            nick.signIn("nick@newcomer.example", "otters in the mill race");
            assertThat(page.locator("h1")).hasText("You are signed in");
            assertThat(nick.complaints).isEmpty();
        }
    }

    @Test
    void everything_works_without_javascript() {
        try (var nora = person(options().setJavaScriptEnabled(false))) {
            register(nora, "nora@newcomer.example");
            assertThat(nora.page.locator("h1")).hasText("Your account is ready");
        }
    }

    private void register(Person person, String address) {
        var page = person.page;
        page.navigate(demo.application);
        person.press("Sign in");
        link(person, "Create an account");
        page.locator("#name").fill("Nina Newcomer");
        page.locator("#email").fill(address);
        page.locator("#new_password").fill(PASSWORD);
        person.press("Create account");
        assertThat(page.locator("h1")).hasText("Look at your email");
        follow(person, "Confirm your email address", address);
        assertThat(page.locator("main")).containsText(address);
        person.press("Create account");
    }

    private static void link(Person person, String name) {
        person.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name)).click();
    }

    /// The link in the newest mail to this address, once one with this subject has come.
    private void follow(Person person, String subject, String address) {
        var page = person.page;
        var mail = page.locator("tr").filter(new Locator.FilterOptions().setHasText(address)).first();
        page.navigate(demo.application + "demo/mailbox");
        page.waitForCondition(() -> {
            page.reload();
            return mail.count() > 0 && mail.textContent().contains(subject);
        });
        mail.locator("a").click();
        page.navigate(page.locator("a.button").getAttribute("href"));
    }
}
