package dev.cardea.factor;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/// Somebody's authenticator program.
public final class TestTotp {
    private static final Pattern SECRET = Pattern.compile("class=\"secret\">([A-Z2-7 ]+)<");
    private static final Pattern CODE = Pattern.compile("<li><code>([A-Z2-7-]+)</code>");
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private final TestCardea cardea;
    private final byte[] secret;
    /// Those that were shown when it was set up.
    public List<String> recoveryCodes = List.of();

    private TestTotp(TestCardea cardea, byte[] secret) {
        this.cardea = cardea;
        this.secret = secret;
    }

    /// Scans the picture of a page.
    public static TestTotp scan(TestCardea cardea, HttpResponse<String> page) {
        var secret = SECRET.matcher(page.body());
        assertThat(secret.find()).as(page.body()).isTrue();
        return new TestTotp(cardea, decode(secret.group(1).replace(" ", "")));
    }

    /// Sets one up for whoever is signed in, and lets the time pass until it shows a code that was not used.
    public static TestTotp add(TestCardea cardea, TestBrowser browser) {
        var page = browser.follow(browser.get("/account/security/add/totp"));
        var totp = scan(cardea, page);
        totp.recoveryCodes = recoveryCodes(browser.submit(page, Map.of("code", totp.code(0), "name", "My phone")));
        cardea.clock.advance(java.time.Duration.ofSeconds(Totp.PERIOD));
        return totp;
    }

    public static List<String> recoveryCodes(HttpResponse<String> page) {
        return CODE.matcher(page.body()).results().map(code -> code.group(1)).toList();
    }

    /// @param later by how many time steps it shows a later one than now
    public String code(int later) {
        return Totp.code(secret, Totp.step(cardea.clock.instant()) + later);
    }

    /// One that it does not show any time soon.
    public String wrong() {
        for (int i = 0;; i++) {
            var wrong = "%06d".formatted(i);
            var tried = wrong;
            if (List.of(code(-2), code(-1), code(0), code(1), code(2)).stream().noneMatch(tried::equals)) return wrong;
        }
    }

    private static byte[] decode(String base32) {
        var bytes = new ByteArrayOutputStream();
        int kept = 0;
        int bits = 0;
        for (char c : base32.toCharArray()) {
            kept = (kept << 5) | ALPHABET.indexOf(c);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.write(kept >>> bits);
                kept &= (1 << bits) - 1;
            }
        }
        return bytes.toByteArray();
    }
}
