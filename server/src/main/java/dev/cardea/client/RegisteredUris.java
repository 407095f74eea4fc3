package dev.cardea.client;

import dev.cardea.config.Section;
import dev.cardea.config.Value;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What an address must be before it may be registered for a client. Addresses are later compared as exact strings,
/// so everything that could be read in two ways is refused here.
final class RegisteredUris {
    /// Two readers that disagree about one of these send an answer to different hosts.
    private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7E&&[^\\\\\"<>^`{|}]]+");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> EXECUTED_OR_LOCAL = Set.of("javascript", "data", "file", "vbscript", "about",
            "blob", "view-source", "filesystem");
    /// A registered query with one of these would meet the answer's own parameter of that name.
    private static final Pattern ANSWER_PARAMETER = Pattern
            .compile("(^|&)(code|state|iss|error|error_description|id_token|access_token|response)(=|&|$)");

    /// RFC 9101 §5.2.
    private static final int LONGEST_REQUEST_URI = 512;

    private static final Pattern ORIGIN = Pattern.compile("https?://([a-z0-9.-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");
    /// A scheme, a host of 253 characters and a port.
    private static final int LONGEST_ORIGIN = 267;

    private final boolean allowInsecureHttp;
    private final boolean allowPrivateUse;

    /// @param allowInsecureHttp `allow_insecure_http_redirect`
    /// @param allowPrivateUse whether schemes of the client's own are acceptable: a native application that uses
    ///     the code grant with PKCE (RFC 8252 §7.1, §8.1)
    RegisteredUris(boolean allowInsecureHttp, boolean allowPrivateUse) {
        this.allowInsecureHttp = allowInsecureHttp;
        this.allowPrivateUse = allowPrivateUse;
    }

    /// The addresses under `name` to which answers may be sent (RFC 6749 §3.1.2, RFC 8252 §7, RFC 9700 §2.1).
    List<String> redirects(Section section, String name) {
        return section.values(name).stream().filter(this::isRedirect).map(Value::text).toList();
    }

    /// An address under `name` at which the client is told something: as for answers, but always a web address.
    Optional<String> notified(Section section, String name) {
        return section.value(name).filter(this::isRedirect).map(Value::text);
    }

    private boolean isRedirect(Value value) {
        var parsed = parse(value);
        if (parsed.isEmpty()) return false;
        var uri = parsed.get();
        if (value.text().contains("*")) return refuse(value, "has a wildcard", "list every address in full");
        if (uri.getRawFragment() != null) return refuse(value, "has a fragment", "leave out the part from # on");
        if (uri.getRawQuery() != null && ANSWER_PARAMETER.matcher(uri.getRawQuery()).find())
            return refuse(value, "has a parameter that answers use", "use another name for it");
        return switch (scheme(uri)) {
            case "https" -> hasPlainAuthority(value, uri);
            case "http" -> hasPlainAuthority(value, uri) && mayBeHttp(value, uri);
            default -> isPrivateUse(value, uri);
        };
    }

    private static boolean hasPlainAuthority(Value value, URI uri) {
        // A strict parser gives up on strange authorities and says that there is no host at all.
        if (uri.getHost() == null) return refuse(value, "has no host", "write it like https://app.example/callback");
        if (uri.getRawAuthority().contains("@"))
            return refuse(value, "has a user name in front of the host", "leave out everything up to the @");
        return true;
    }

    private boolean mayBeHttp(Value value, URI uri) {
        if (allowInsecureHttp || LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT))) return true;
        return refuse(value, "is plain http", "use https, or set allow_insecure_http_redirect: true");
    }

    private boolean isPrivateUse(Value value, URI uri) {
        var scheme = scheme(uri);
        if (EXECUTED_OR_LOCAL.contains(scheme))
            return refuse(value, "has a scheme that is never acceptable", "use https");
        if (!scheme.contains("."))
            return refuse(value, "has a scheme that nobody owns", "use https, or a scheme like com.example.app");
        if (!allowPrivateUse)
            return refuse(
                    value,
                    "has a scheme of its own",
                    "use https; only application_type: native with the authorization_code grant and PKCE may do this");
        if (uri.isOpaque()) return refuse(value, "has no path", "write it like com.example.app:/callback");
        return true;
    }

    /// A page that people may be sent to or shown: http or https, nothing that a browser would execute.
    static Optional<String> page(Section section, String name) {
        return section.value(name)
                .filter(value -> parse(value)
                        .filter(uri -> isWeb(value, uri) && hasPlainAuthority(value, uri))
                        .isPresent())
                .map(Value::text);
    }

    /// An address from which this server fetches something: https, or http on a loopback address.
    static Optional<URI> fetched(Section section, String name) {
        return section.value(name)
                .flatMap(value -> fetchable(value)
                        .filter(uri -> uri.getRawFragment() == null
                                || refuse(value, "has a fragment", "leave it out")));
    }

    /// Addresses of request objects (OIDC Registration §2). A fragment is the hash of what is there (OIDC Core §6.2).
    static List<String> requests(Section section, String name) {
        return section.values(name)
                .stream()
                .filter(value -> fetchable(value).isPresent())
                .filter(value -> value.text().length() <= LONGEST_REQUEST_URI
                        || refuse(value, "is longer than 512 characters", "use a shorter one"))
                .map(Value::text)
                .toList();
    }

    private static Optional<URI> fetchable(Value value) {
        return parse(value)
                .filter(uri -> isWeb(value, uri) && hasPlainAuthority(value, uri))
                .filter(uri -> scheme(uri).equals("https")
                        || LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT))
                        || refuse(value, "is not https", "use https"));
    }

    private static boolean isWeb(Value value, URI uri) {
        return Set.of("http", "https").contains(scheme(uri)) || refuse(value, "is no web address", "use https");
    }

    /// Web origins (RFC 6454 §6.2), lower-case, as browsers send them.
    static List<String> origins(Section section, String name) {
        return section.values(name)
                .stream()
                .filter(value -> isOrigin(value.text())
                        || refuse(value, "is no origin", "write it like https://app.example, without a path"))
                .map(Value::text)
                .toList();
    }

    static boolean isOrigin(String text) {
        return text.length() <= LONGEST_ORIGIN && ORIGIN.matcher(text).matches();
    }

    private static Optional<URI> parse(Value value) {
        try {
            if (VISIBLE_ASCII.matcher(value.text()).matches()) {
                var uri = new URI(value.text());
                if (uri.isAbsolute()) return Optional.of(uri);
                refuse(value, "is not absolute", "start it with https://");
                return Optional.empty();
            }
        } catch (URISyntaxException _) {
            // said below
        }
        refuse(value, "is no valid URI", "escape what RFC 3986 does not allow, and use no backslash");
        return Optional.empty();
    }

    private static String scheme(URI uri) {
        return uri.getScheme().toLowerCase(Locale.ROOT);
    }

    private static boolean refuse(Value value, String problem, String remedy) {
        value.wrong(problem, remedy);
        return false;
    }
}
