package dev.cardea.html;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What may become a link or an image: `http:`, `https:` and paths on this server. Everything else, `javascript:`
/// above all, is left out of the page.
final class WebAddress {
    /// `//host` and `/\host` are other servers to a browser, and so is what control characters can make of a path.
    private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[\\x21-\\x7E&&[^\\\\]]*");

    private WebAddress() {}

    static @Nullable String orNull(@Nullable String text) {
        if (text == null) return null;
        if (LOCAL.matcher(text).matches()) return text;
        return web(text) == null ? null : text;
    }

    /// Scheme, host and port, as a Content-Security-Policy names a place; null for what is no web address.
    static @Nullable String origin(@Nullable String text) {
        var uri = text == null ? null : web(text);
        if (uri == null) return null;
        var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port;
    }

    private static @Nullable URI web(String text) {
        try {
            var uri = new URI(text);
            var scheme = uri.getScheme();
            if (scheme == null || uri.getHost() == null || uri.getRawUserInfo() != null) return null;
            return scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http") ? uri : null;
        } catch (URISyntaxException _) {
            return null;
        }
    }
}
