package dev.cardea.e2e;

import com.microsoft.playwright.Browser;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/// What happens to people on the demo, in a browser: one demo for each class of stories.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DemoStory {
    final Chromium chromium;
    final DemoProcess demo;

    DemoStory(Path data) {
        chromium = new Chromium();
        demo = DemoProcess.start(data);
    }

    @AfterAll
    void stop() {
        demo.close();
        chromium.close();
    }

    Person person(Browser.NewContextOptions options) {
        return new Person(chromium, options);
    }

    static Browser.NewContextOptions options() {
        return new Browser.NewContextOptions().setViewportSize(1280, 800).setLocale("en-GB");
    }
}
