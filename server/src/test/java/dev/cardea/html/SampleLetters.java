package dev.cardea.html;

import dev.cardea.client.Client;
import dev.cardea.mail.RequestMail;
import dev.cardea.oauth.Scopes;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Every mail in the states that matter, for tests and for looking at.
final class SampleLetters {
    private static final Letters LETTERS = new Letters(Map.of(), "sso.example.com");
    private static final String LINK = "https://sso.example.com/account/requests/"
            + "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private SampleLetters() {}

    static Map<String, Function<Locale, Letters.LaidOut>> all() {
        var all = new LinkedHashMap<String, Function<Locale, Letters.LaidOut>>();
        all.put("mail-request", l -> request(l, "Till 7", "W4SCT", "openid", "profile"));
        all.put("mail-request-plain", l -> request(l, "Shop", null, "openid"));
        all.put("mail-request-long", l -> request(l, SamplePages.LONG_NAME, SamplePages.LONG_NAME.substring(0, 100),
                "openid", "profile", "email", "address", "phone", "offline_access", "orders:write"));
        return all;
    }

    private static Letters.LaidOut request(
            Locale locale, String client, @Nullable String bindingMessage, String... scopes) {
        var display = new Client.Display(client, null, null, null, null, Map.of());
        var mail = new RequestMail(display, bindingMessage, new Scopes(scopes), LINK, Duration.ofMinutes(5),
                Instant.EPOCH);
        return LETTERS.layOut(mail.letter(locale, LETTERS.in(locale)), locale);
    }
}
