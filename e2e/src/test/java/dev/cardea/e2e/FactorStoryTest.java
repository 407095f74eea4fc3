package dev.cardea.e2e;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.cardea.Config;
import dev.cardea.Server;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Second factors, in a browser with an authenticator")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FactorStoryTest {
    private static final String ALICE = "alice@acme.example";
    private static final String BOB = "bob@acme.example";
    private static final String PASSWORD = "correct-horse-battery";
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int PERIOD = 30;

    private final Chromium chromium = new Chromium();
    private final String issuer = "http://localhost:" + RunningServer.freePort();
    /// Moves on by a time step whenever a code was used, so that nobody has to wait for the next one.
    private long ahead;
    private final Server server;

    FactorStoryTest(@TempDir Path data) {
        var config = """
                issuer: %s
                listen: { host: 127.0.0.1, port: %d }
                data: .
                users:
                  - { email: %s, password: %s }
                  - { email: %s, password: %s }
                """.formatted(issuer, URI.create(issuer).getPort(), ALICE, PASSWORD, BOB, PASSWORD);
        InstantSource clock = () -> Instant.now().plusSeconds(ahead);
        server = Server.open(Config.parse(config, data, Map.of()), clock).start();
    }

    @AfterAll
    void stop() {
        server.close();
        chromium.close();
    }

    private Person person() {
        return new Person(chromium, new Browser.NewContextOptions().setViewportSize(1280, 800).setLocale("en-GB"));
    }

    /// Chromium's own authenticator, which verifies its owner without asking (Chrome DevTools Protocol, WebAuthn).
    private record Authenticator(CDPSession devtools, String id) {
        /// Whether its owner touches it when it asks.
        void touched(boolean touched) {
            var options = new JsonObject();
            options.addProperty("authenticatorId", id);
            options.addProperty("enabled", touched);
            devtools.send("WebAuthn.setAutomaticPresenceSimulation", options);
        }
    }

    private static Authenticator plugIn(Page page) {
        var devtools = page.context().newCDPSession(page);
        devtools.send("WebAuthn.enable");
        var options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        var wrapped = new JsonObject();
        wrapped.add("options", options);
        var added = devtools.send("WebAuthn.addVirtualAuthenticator", wrapped);
        return new Authenticator(devtools, added.get("authenticatorId").getAsString());
    }

    private void signIn(Page page, String user) {
        page.navigate(issuer + "/login");
        page.locator("#username").fill(user);
        page.locator("#password").fill(PASSWORD);
        press(page, "Sign in");
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true)).click();
    }

    @Test
    void alice_adds_a_passkey_and_signs_in_with_nothing_else() {
        try (var alice = person()) {
            var page = alice.page;
            signIn(page, ALICE);
            var authenticator = plugIn(page);
            page.navigate(issuer + "/account/security");
            page.getByText("Add a passkey").click();
            page.locator("#name").fill("My laptop");
            press(page, "Create passkey");
            assertThat(page.locator("h1")).hasText("Your recovery codes");
            assertThat(page.locator(".codes li")).hasCount(10);
            page.getByText("I have kept them").click();
            assertThat(page.locator("main")).containsText("My laptop");
            alice.photograph("account-security");

            // As the second step.
            signOut(page);
            authenticator.touched(false);
            signIn(page, ALICE);
            assertThat(page.locator("h1")).hasText("One more step");
            authenticator.touched(true);
            press(page, "Use passkey");
            assertThat(page.locator("h1")).hasText("You are signed in");

            // Alone, offered by the browser in the field for the name without a click.
            signOut(page);
            page.navigate(issuer + "/login");
            assertThat(page.locator("h1")).hasText("You are signed in");
            assertThat(alice.complaints).isEmpty();
        }
    }

    @Test
    void bob_adds_an_authenticator_app_and_is_asked_for_its_code() {
        try (var bob = person()) {
            var page = bob.page;
            signIn(page, BOB);
            page.navigate(issuer + "/account/security");
            page.getByText("Add an authenticator app").click();
            assertThat(page.locator(".qr svg path")).hasCount(1);
            page.locator("summary").click();
            var secret = decode(page.locator(".secret").textContent());
            page.locator("#code").fill(code(secret));
            page.locator("#name").fill("My phone");
            press(page, "Confirm");
            assertThat(page.locator(".codes li")).hasCount(10);
            var recovery = page.locator(".codes li").first().textContent().strip();

            ahead += PERIOD;
            signOut(page);
            signIn(page, BOB);
            assertThat(page.locator("#code")).isFocused();
            page.locator("#code").fill("000000");
            press(page, "Continue");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("not right");
            page.locator("#code").fill(code(secret));
            page.locator("#remember").check();
            press(page, "Continue");
            assertThat(page.locator("h1")).hasText("You are signed in");

            // Not here any more, for thirty days.
            signOut(page);
            signIn(page, BOB);
            assertThat(page.locator("h1")).hasText("You are signed in");

            // Elsewhere he has lost his phone.
            try (var elsewhere = person()) {
                signIn(elsewhere.page, BOB);
                elsewhere.page.getByText("Use a recovery code").click();
                elsewhere.page.locator("#code").fill(recovery);
                press(elsewhere.page, "Continue");
                assertThat(elsewhere.page.locator("h1")).hasText("You are signed in");
                assertThat(elsewhere.complaints).filteredOn(one -> !isExpected(one)).isEmpty();
            }
            assertThat(bob.complaints).filteredOn(one -> !isExpected(one)).isEmpty();
        }
    }

    /// Browsers note every answer that is no success.
    private static boolean isExpected(String complaint) {
        return complaint.contains("401");
    }

    private void signOut(Page page) {
        page.navigate(issuer + "/oauth2/sessions/logout");
        press(page, "Sign out");
        assertThat(page.locator("h1")).hasText("You are signed out");
    }

    /// RFC 6238, once more.
    private String code(byte[] secret) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            long step = Instant.now().plusSeconds(ahead).getEpochSecond() / PERIOD;
            var hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int number = ByteBuffer.wrap(hash, hash[hash.length - 1] & 0xf, Integer.BYTES).getInt() & Integer.MAX_VALUE;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] decode(String typed) {
        var text = Pattern.compile("\\s").matcher(typed).replaceAll("");
        var bytes = ByteBuffer.allocate(text.length() * 5 / 8);
        int kept = 0;
        int bits = 0;
        for (char c : text.toCharArray()) {
            kept = (kept << 5) | ALPHABET.indexOf(c);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.put((byte) (kept >>> bits));
                kept &= (1 << bits) - 1;
            }
        }
        return bytes.array();
    }
}
