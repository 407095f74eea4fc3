package dev.cardea.session;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@Label("A session's cookie with one other character is nobody's")
class ChangedCookieTest {
    private static final String COOKIE = "cardea_session";
    private static TestCardea cardea;
    private static Map<String, String> cookies;

    @BeforeContainer
    static void start() {
        cardea = new TestCardea();
        cookies = Map.copyOf(cardea.signedIn(TestCardea.ALICE).cookies);
        assertThat(answer(cookies.get(COOKIE))).containsKey("code");
    }

    @AfterContainer
    static void stop() {
        cardea.close();
    }

    private static Map<String, String> answer(String cookie) {
        var browser = cardea.browser();
        browser.cookies.putAll(cookies);
        browser.cookies.put(COOKIE, cookie);
        return TestBrowser.answer(browser.open(request("client_id", "other", "redirect_uri", "https://other.example/cb",
                "scope", "openid", "prompt", "none")));
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void is_nobodys(@ForAll @IntRange(max = 100) int at, @ForAll("character") char put,
            @ForAll @IntRange(max = 2) int how) {
        var good = cookies.get(COOKIE);
        int place = at % good.length();
        var changed = good.substring(0, place) + (how == 0 ? "" : put) + good.substring(how == 2 ? place : place + 1);
        if (!changed.equals(good)) assertThat(answer(changed)).containsEntry("error", "login_required");
    }

    @Provide
    Arbitrary<Character> character() {
        return Arbitraries.chars().alpha().numeric().with('-', '_', '.', '=', '+', '/', '"', ' ', ',');
    }
}
