package dev.cardea.authorize;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// RFC 9700 §4.1.3: what is asked for is what was registered, but for the port of a loopback address (RFC 8252 §7.3).
public final class RedirectUriFuzz {
    private static final List<String> REGISTERED = List.of(
            "https://app.example/cb", "http://127.0.0.1/cb", "http://[::1]:0/a/b?x=1", "com.example.app:/cb");

    private RedirectUriFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        var requested = new String(input, StandardCharsets.UTF_8);
        if (!RedirectUris.isRegistered(requested, REGISTERED) || REGISTERED.contains(requested)) return;
        var uri = URI.create(requested);
        var same = REGISTERED.stream()
                .map(URI::create)
                .filter(registered -> "http".equals(registered.getScheme()) && "http".equals(uri.getScheme())
                        && registered.getHost().equals(uri.getHost())
                        && registered.getRawPath().equals(uri.getRawPath())
                        && String.valueOf(registered.getRawQuery()).equals(String.valueOf(uri.getRawQuery())));
        if (same.count() != 1 || uri.getRawUserInfo() != null || uri.getRawFragment() != null)
            throw new AssertionError("not registered: " + requested);
    }
}
