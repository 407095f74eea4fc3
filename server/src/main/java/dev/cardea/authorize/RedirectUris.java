package dev.cardea.authorize;

import java.util.List;
import java.util.regex.Pattern;

/// Whether a redirect URI is a registered one: byte for byte (RFC 9700 §4.1.3). The one exception is RFC 8252 §7.3:
/// where a loopback IP address is registered, the port is the client's to choose at run time.
final class RedirectUris {
    private static final Pattern LOOPBACK = Pattern
            .compile("(http://(?:127\\.0\\.0\\.1|\\[::1]))(?::(\\d{1,5}))?((?:[/?].*)?)");
    private static final int LAST_PORT = 65_535;

    private RedirectUris() {}

    static boolean isRegistered(String requested, List<String> registered) {
        return registered.stream().anyMatch(uri -> uri.equals(requested) || differOnlyInLoopbackPort(uri, requested));
    }

    private static boolean differOnlyInLoopbackPort(String registered, String requested) {
        var one = LOOPBACK.matcher(registered);
        var other = LOOPBACK.matcher(requested);
        return one.matches()
                && other.matches()
                && one.group(1).equals(other.group(1))
                && one.group(3).equals(other.group(3))
                && (other.group(2) == null || Integer.parseInt(other.group(2)) <= LAST_PORT);
    }
}
