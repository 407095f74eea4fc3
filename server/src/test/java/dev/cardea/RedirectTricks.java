package dev.cardea;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/// Addresses that one reader or another takes for a registered one, and that are not the registered one.
public final class RedirectTricks {
    private RedirectTricks() {}

    /// @param path the registered address is `https://app.example` and this
    public static Stream<Arguments> on(String path) {
        return Stream.of(
                argumentSet("scheme in upper case", "HTTPS://app.example" + path),
                argumentSet("host in upper case", "https://APP.EXAMPLE" + path),
                argumentSet("path in upper case", "https://app.example" + path.toUpperCase(Locale.ROOT)),
                argumentSet("http for https", "http://app.example" + path),
                argumentSet("our host as a user name", "https://app.example@evil.test" + path),
                argumentSet("our host and port as a user name", "https://app.example:443@evil.test" + path),
                argumentSet("a user name in front", "https://evil.test@app.example" + path),
                argumentSet("two user names", "https://app.example@app.example@evil.test" + path),
                argumentSet("backslash before the @", "https://evil.test\\@app.example" + path),
                argumentSet("backslash after the host", "https://app.example\\.evil.test" + path),
                argumentSet("backslashes for slashes", "https:\\\\app.example" + path),
                argumentSet("one slash", "https:/app.example" + path),
                argumentSet("three slashes", "https:///app.example" + path),
                argumentSet("no scheme", "//app.example" + path),
                argumentSet("relative", path),
                argumentSet("default port written out", "https://app.example:443" + path),
                argumentSet("another port", "https://app.example:8443" + path),
                argumentSet("host with a final dot", "https://app.example." + path),
                argumentSet("our host as a subdomain of theirs", "https://app.example.evil.test" + path),
                argumentSet("our host as the end of theirs", "https://evilapp.example" + path),
                argumentSet("a subdomain of ours", "https://evil.app.example" + path),
                argumentSet("another letter for a dot", "https://appxexample" + path),
                argumentSet("a Cyrillic letter", "https://\u0430pp.example" + path),
                argumentSet("a full-width letter", "https://\uff41pp.example" + path),
                argumentSet("an ideographic full stop", "https://app\u3002example" + path),
                argumentSet("an escape in the host", "https://app%2eexample" + path),
                argumentSet("final slash", "https://app.example" + path + "/"),
                argumentSet("way up", "https://app.example" + path + "/../evil"),
                argumentSet("way up and back", "https://app.example/evil/.." + path),
                argumentSet("way up behind a semicolon", "https://app.example" + path + "/..;/evil"),
                argumentSet("way up, escaped", "https://app.example" + path + "%2f..%2fevil"),
                argumentSet("path parameter", "https://app.example" + path + ";x=y"),
                argumentSet("more path", "https://app.example" + path + "evil"),
                argumentSet("double slash in the path", "https://app.example/" + path),
                argumentSet("escaped letter", "https://app.example/%6" + Integer.toHexString(path.charAt(1) & 15)
                        + path.substring(2)),
                argumentSet("empty query", "https://app.example" + path + "?"),
                argumentSet("parameters of the answer", "https://app.example" + path + "?code=theirs&state=s-1"),
                argumentSet("empty fragment", "https://app.example" + path + "#"),
                argumentSet("fragment", "https://app.example" + path + "#@evil.test"),
                argumentSet("space at the end", "https://app.example" + path + " "),
                argumentSet("tab in front", "\thttps://app.example" + path),
                argumentSet("line break", "https://app.example" + path + "\r\nX-Evil: 1"),
                argumentSet("NUL", "https://app.example" + path + "\0.evil.test"),
                argumentSet("loopback", "http://127.0.0.1" + path),
                argumentSet("javascript", "javascript:alert(1)"),
                argumentSet("javascript in mixed case", "JaVaScRiPt://app.example" + path + "%0aalert(1)"),
                argumentSet("javascript behind a tab", "\tjavascript:alert(1)"),
                argumentSet("data", "data:text/html,<script>alert(1)</script>"),
                argumentSet("vbscript", "vbscript:msgbox(1)"),
                argumentSet("wildcard", "https://*.example" + path),
                argumentSet("somebody else's", "https://evil.test" + path));
    }
}
