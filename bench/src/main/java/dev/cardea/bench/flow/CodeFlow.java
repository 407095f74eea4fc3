package dev.cardea.bench.flow;

import dev.cardea.bench.load.Answer;
import dev.cardea.bench.load.Flow;
import dev.cardea.bench.load.Unexpected;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The authorization code flow with PKCE, from the browser's request to the tokens. Where the server asks who it is,
/// the browser signs in.
public final class CodeFlow implements Flow {
    public static final String REDIRECT_URI = "http://127.0.0.1:9999/cb";
    private static final String PUSH = "/oauth2/par";
    private static final String TOKEN = "/oauth2/token";
    private static final int VERIFIER_BYTES = 32;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /// How much of a browser's state each operation begins with.
    public enum Browser {
        /// Signed in from the second operation on.
        KEPT,
        /// A new one each time: every operation is a sign-in.
        FRESH
    }

    private final Requests requests;
    private final Requests.Credentials client;
    private final String scope;
    private final Supplier<Person> people;
    private final Browser browser;
    private final Manner manner;
    private final CookieJar cookies = new CookieJar();
    private String verifier = "";
    private boolean pushing;
    private boolean redeeming;
    private String accessToken = "";
    private String refreshToken = "";
    private String code = "";

    /// @param scope must contain `openid`
    public CodeFlow(
            Requests requests,
            Requests.Credentials client,
            String scope,
            Supplier<Person> people,
            Browser browser,
            Manner manner) {
        this.requests = requests;
        this.client = client;
        this.scope = Requests.encode(scope);
        this.people = people;
        this.browser = browser;
        this.manner = manner;
    }

    public String accessToken() {
        return accessToken;
    }

    public String refreshToken() {
        return refreshToken;
    }

    /// The token request of the last operation, to be sent again.
    public byte[] redemption() {
        return requests.asClient(
                TOKEN,
                client,
                manner.proof(requests.origin() + TOKEN),
                "grant_type=authorization_code&code=" + code + "&redirect_uri=" + Requests.encode(REDIRECT_URI)
                        + "&code_verifier=" + verifier);
    }

    @Override
    public byte[] begin() {
        if (browser == Browser.FRESH) cookies.clear();
        redeeming = false;
        var random = new byte[VERIFIER_BYTES];
        ThreadLocalRandom.current().nextBytes(random);
        verifier = BASE64.encodeToString(random);
        var request = "response_type=" + Requests.encode(manner.responseType()) + "&client_id=" + client.id()
                + "&redirect_uri=" + Requests.encode(REDIRECT_URI) + "&scope=" + scope + "&state="
                + verifier.substring(0, 16) + "&nonce=" + verifier.substring(16, 32) + "&code_challenge="
                + challenge(verifier) + "&code_challenge_method=S256";
        pushing = manner.pushes();
        return pushing
                ? requests.asClient(PUSH, client, manner.proof(requests.origin() + PUSH), request)
                : browse("/oauth2/auth?" + request);
    }

    @Override
    public byte @Nullable [] next(Answer answer) {
        if (redeeming) return tokens(answer);
        if (pushing) return pushed(answer.expect(201).text("request_uri"));
        cookies.store(answer);
        if (answer.status() == 200) return signIn(SignInForm.read(answer.body()));
        var location = answer.expect(303).header("Location").orElse("");
        if (!location.startsWith(REDIRECT_URI)) return browse(location);
        if (manner.responseType().contains("id_token")) parameter(location, "id_token");
        code = parameter(location, "code");
        redeeming = true;
        return redemption();
    }

    private byte[] pushed(String requestUri) {
        pushing = false;
        return browse("/oauth2/auth?client_id=" + client.id() + "&request_uri=" + Requests.encode(requestUri));
    }

    private byte @Nullable [] tokens(Answer answer) {
        var body = answer.expect(200);
        accessToken = body.text("access_token");
        refreshToken = body.text("refresh_token");
        body.expectText("\"id_token\"");
        return null;
    }

    private byte[] browse(String address) {
        var path = address.startsWith(requests.origin()) ? address.substring(requests.origin().length()) : address;
        return requests.get(path, Requests.BROWSER + cookies.header());
    }

    private byte[] signIn(SignInForm form) {
        return requests.post(
                form.action(),
                Requests.BROWSER + "Origin: " + requests.origin() + "\r\n" + cookies.header(),
                form.filledIn(people.get()));
    }

    /// RFC 7636 §4.2, S256.
    private static String challenge(String verifier) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return BASE64.encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String parameter(String address, String name) {
        int start = Math.max(address.indexOf('?'), address.indexOf('#')) + 1;
        for (var pair : address.substring(start).split("&"))
            if (pair.startsWith(name + "=")) return pair.substring(name.length() + 1);
        throw new Unexpected("no " + name + " in " + address);
    }
}
