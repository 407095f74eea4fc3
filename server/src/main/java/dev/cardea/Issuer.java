package dev.cardea;

import dev.cardea.config.Section;
import dev.cardea.config.Value;
import java.util.Locale;
import java.util.Set;

/// Reads the issuer identifier (OIDC Discovery §3, RFC 8414 §2). It is compared byte for byte, so it stays as written.
final class Issuer {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private Issuer() {}

    static String read(Section root) {
        var value = root.requiredValue("issuer",
                "write the address that clients and browsers use, e.g. https://sso.example.com");
        value.ifPresent(Issuer::check);
        return value.map(Value::text).orElse("");
    }

    static void check(Value value) {
        var address = value.address();
        if (address.isEmpty()) return;
        var uri = address.get();
        if (uri.getRawQuery() != null || uri.getRawFragment() != null)
            value.wrong("has a query or a fragment", "leave out everything from ? or # on (OIDC Discovery §3)");
        // Routes, links and cookies (`__Host-` has Path=/) are those of a host. Paths of one host do not keep
        // applications apart in a browser anyway.
        if (!Set.of("", "/").contains(uri.getRawPath()))
            value.wrong("has a path", "give the server a host name of its own, e.g. https://sso.example.com");
        if (uri.getRawUserInfo() != null) value.wrong("has a user name", "leave out everything up to the @");
        switch (uri.getScheme()) {
            case "https" -> {
            }
            case "http" -> {
                if (!LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT)))
                    value.wrong("is plain http", "use https; http is for localhost, 127.0.0.1 and [::1] only");
            }
            default -> value.wrong("is no web address", "start it with https://");
        }
    }
}
