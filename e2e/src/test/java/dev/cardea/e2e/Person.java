package dev.cardea.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Somebody in front of a browser of their own, and what the browser complains about: faults in scripts, and what the
/// Content-Security-Policy stopped.
final class Person implements AutoCloseable {
    final Page page;
    final List<String> complaints = new ArrayList<>();
    private final BrowserContext context;

    Person(Chromium chromium, Browser.NewContextOptions options) {
        context = chromium.browser.newContext(options);
        page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            // A refused sign-in has a status that the browser reports as if a file were missing.
            if (message.type().equals("error") && !message.text().contains("status of 401"))
                complaints.add(message.text());
        });
    }

    void press(String button) {
        button(button).click();
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    void signIn(String identifier, String password) {
        page.locator("#username").fill(identifier);
        page.locator("#password").fill(password);
        page.locator("form:has(#password) button[type=submit]").click();
    }

    /// Photographs the page as wide as a desk and as a telephone, by day and by night.
    void photograph(String name) {
        for (var width : new int[]{1280, 390 }) {
            page.setViewportSize(width, width == 390 ? 844 : 800);
            for (var scheme : ColorScheme.values()) {
                if (scheme == ColorScheme.NO_PREFERENCE) continue;
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                var file = name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png";
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(Path.of("target", "screenshots", file))
                        .setFullPage(true));
            }
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
