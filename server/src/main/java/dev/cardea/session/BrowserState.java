package dev.cardea.session;

import dev.cardea.http.Cookies;
import dev.cardea.http.Request;
import dev.cardea.jose.Base64Url;
import dev.cardea.jose.KeyedHash;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.TokenHash;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/// The cookie by which a page can see, without asking the server, that somebody else is signed in than before
/// (OpenID Connect Session Management 1.0 §3.2). Scripts of this server's origin and frames in other sites' pages read
/// it, so it is worth nothing to whoever steals it: a keyed hash of the session's id, and absent where nobody is signed
/// in.
public final class BrowserState {
    private static final String COOKIE = "cardea_state";
    private static final int SALT_BYTES = 16;

    private final boolean offered;
    private final KeyedHash hash;
    private final Cookies cookies;
    private final SecureRandom random;

    /// @param offered `features.session_management`; otherwise all of this does nothing
    public BrowserState(boolean offered, KeyedHash hash, Cookies cookies, SecureRandom random) {
        this.offered = offered;
        this.hash = hash;
        this.cookies = cookies;
        this.random = random;
    }

    public String cookieName() {
        return cookies.name(COOKIE);
    }

    /// Makes the cookie say who is signed in, where it says something else.
    void show(Request request, Optional<Session> session) {
        if (offered) set(request, state(session));
    }

    private void set(Request request, String state) {
        if (request.cookie(cookieName()).orElse("").equals(state)) return;
        request.answerWith("Set-Cookie",
                state.isEmpty() ? cookies.clearReadable(COOKIE) : cookies.readable(COOKIE, state));
    }

    private String state(Optional<Session> session) {
        return session.map(current -> Base64Url.encode(hash.of(utf8(current.id().toString())))).orElse("");
    }

    /// The `session_state` of an answer (§2), and the cookie that it was computed from. Empty for an address that is no
    /// web page's: no page there could compare it.
    public Optional<String> sessionState(
            Request request, Optional<Session> session, ClientId client, String redirectUri) {
        var origin = origin(redirectUri);
        if (!offered || origin.isEmpty()) return Optional.empty();
        var state = state(session);
        // A client that was told of a state other than the cookie's would ask again and again.
        set(request, state);
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        var text = Base64Url.encode(salt);
        return Optional.of(
                TokenHash.of(client.value() + " " + origin.get() + " " + state + " " + text).base64Url() + "." + text);
    }

    /// As browsers write it (RFC 6454 §6.2): lower-case, without the scheme's own port.
    private static Optional<String> origin(String address) {
        var uri = URI.create(address);
        var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? 443 : 80;
        if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) return Optional.empty();
        var port = uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort();
        return Optional.of(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
