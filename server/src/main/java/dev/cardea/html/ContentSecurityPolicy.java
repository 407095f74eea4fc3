package dev.cardea.html;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The Content-Security-Policy of a page: nothing but this server's own files, and no inline script or style.
final class ContentSecurityPolicy {
    private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?");
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*");
    /// Schemes whose content would run as a page of its own.
    private static final Set<String> NEVER = Set.of("javascript", "data", "vbscript", "blob", "filesystem", "about",
            "file", "view-source", "ws", "wss");

    private ContentSecurityPolicy() {}

    /// @param formTargets where forms may lead beyond this server. Browsers built on Chromium check every redirect
    ///     that follows a form against this, so the answer to a sign-in could not reach the client without it
    /// @param image one more address that an image may come from
    static String of(List<String> formTargets, @Nullable String image) {
        var forms = new LinkedHashSet<String>();
        for (var target : formTargets) {
            var source = source(target);
            if (source != null) forms.add(source);
        }
        var images = source(WebAddress.origin(image));
        return "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:"
                + (images == null ? "" : " " + images)
                + "; form-action 'self'"
                + (forms.isEmpty() ? "" : " " + String.join(" ", forms))
                + "; frame-ancestors 'none'; base-uri 'none'";
    }

    /// Reads an origin, a URI or a scheme, and writes what the policy's grammar has for it; null where it has nothing.
    private static @Nullable String source(@Nullable String target) {
        if (target == null) return null;
        var colon = target.indexOf(':');
        var scheme = (colon < 0 ? target : target.substring(0, colon)).toLowerCase(Locale.ROOT);
        if (!SCHEME.matcher(scheme).matches() || NEVER.contains(scheme)) return null;
        if (!scheme.equals("http") && !scheme.equals("https")) return scheme + ":";
        var origin = WebAddress.origin(target);
        if (origin == null) return null;
        var host = origin.substring(origin.indexOf("//") + 2).toLowerCase(Locale.ROOT);
        // The grammar has no IPv6 addresses, so a loopback redirect to [::1] can only be allowed by its scheme.
        if (host.startsWith("[")) return scheme + ":";
        return HOST.matcher(host).matches() ? scheme + "://" + host : null;
    }
}
