package dev.cardea.http;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How this server names and sets its cookies: `__Host-` prefixed, Secure, HttpOnly and SameSite=Lax. A browser
/// takes such a cookie over TLS only, so an issuer on plain http (loopback, for development) gets the bare name
/// without Secure.
public final class Cookies {
    private final boolean secure;

    public Cookies(URI issuer) {
        secure = issuer.getScheme().equals("https");
    }

    /// The full name of the cookie called `name` by the code.
    public String name(String name) {
        return secure ? "__Host-" + name : name;
    }

    /// A `Set-Cookie` value. Without an age the cookie ends with the browser's session.
    public String set(String name, String value, @Nullable Duration maxAge) {
        return name(name) + "=" + value + "; Path=/" + (maxAge == null ? "" : "; Max-Age=" + maxAge.toSeconds())
                + (secure ? "; Secure" : "") + "; HttpOnly; SameSite=Lax";
    }

    /// A `Set-Cookie` value of a cookie that scripts of this server read, also in a frame of another site's page.
    public String readable(String name, String value) {
        return name(name) + "=" + value + "; Path=/" + (secure ? "; Secure; SameSite=None" : "; SameSite=Lax");
    }

    public String clearReadable(String name) {
        return readable(name, "") + "; Max-Age=0";
    }

    public String clear(String name) {
        return set(name, "", Duration.ZERO);
    }

    /// Name to value of every `Cookie` header. A name that occurs twice is left out: a sibling host may have planted
    /// one of the two.
    static Map<String, String> parse(List<String> headers) {
        var cookies = new HashMap<String, String>();
        var twice = new HashSet<String>();
        for (var header : headers) {
            for (var pair : header.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals < 0) continue;
                var name = pair.substring(0, equals).strip();
                if (cookies.put(name, pair.substring(equals + 1).strip()) != null) twice.add(name);
            }
        }
        cookies.keySet().removeAll(twice);
        return cookies;
    }
}
