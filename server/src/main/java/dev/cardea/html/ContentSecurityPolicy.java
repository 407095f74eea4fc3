package dev.cardea.html;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The Content-Security-Policy of a page: nothing but this server's own files, and no inline script or style.
final class ContentSecurityPolicy {
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*");
    private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?");
    /// Schemes whose content would run as a page of its own, or that no answer is ever sent to.
    private static final Set<String> NEVER = Set.of("javascript", "data", "vbscript", "blob", "filesystem", "about",
            "file", "view-source", "ws", "wss");

    private ContentSecurityPolicy() {}

    static String of(List<String> formTargets, @Nullable String image) {
        return of(formTargets, image, List.of());
    }

    /// @param formTargets where the answer to a form may redirect to beyond this server: URIs, origins or schemes
    /// @param image one more address that an image may come from
    /// @param frames addresses that the page loads in frames
    static String of(List<String> formTargets, @Nullable String image, List<String> frames) {
        return "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:" + origin(image)
                + framing(frames) + "; form-action 'self'" + schemes(formTargets)
                + "; frame-ancestors 'none'; base-uri 'none'";
    }

    /// The schemes of the targets, not their origins: browsers built on Chromium hold every redirect that follows a
    /// form against this, also those that the client answers with, and where it sends people next (to another port, to
    /// the application behind a broker) is its own affair. A person would see a button that does nothing.
    private static String schemes(List<String> targets) {
        var schemes = new LinkedHashSet<String>();
        for (var target : targets) {
            var scheme = target.split(":", 2)[0].toLowerCase(Locale.ROOT);
            if (SCHEME.matcher(scheme).matches() && !NEVER.contains(scheme)) schemes.add(" " + scheme + ":");
        }
        return String.join("", schemes);
    }

    /// Of a page that anyone may frame and that does nothing but run its script.
    static String ofFramed() {
        return "default-src 'none'; script-src 'self'; form-action 'none'; frame-ancestors *; base-uri 'none'";
    }

    private static String framing(List<String> frames) {
        var origins = frames.stream().map(ContentSecurityPolicy::origin).distinct().collect(Collectors.joining());
        return origins.isEmpty() ? "" : "; frame-src" + origins;
    }

    private static String origin(@Nullable String address) {
        var origin = WebAddress.origin(address);
        if (origin == null) return "";
        var source = origin.toLowerCase(Locale.ROOT);
        return ORIGIN.matcher(source).matches() ? " " + source : "";
    }
}
