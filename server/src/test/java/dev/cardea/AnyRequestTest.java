package dev.cardea;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import static org.assertj.core.api.Assertions.assertThat;

/// Every endpoint under parameters and headers that nobody foresaw: it answers or refuses, and is never at fault itself.
@Label("Requests of any kind")
class AnyRequestTest {
    private static final String GRANTS = "grant_types: [authorization_code, refresh_token, implicit, client_credentials,"
            + " 'urn:ietf:params:oauth:grant-type:token-exchange', 'urn:ietf:params:oauth:grant-type:device_code',"
            + " 'urn:ietf:params:oauth:grant-type:jwt-bearer'], issue_refresh_token: always, require_pkce: false,"
            + " response_types: [code, id_token, code id_token token],"
            + " token_exchange: { subject_clients: [all], impersonation: true }";
    private static final List<String> NAMES = List.of("response_type", "client_id", "redirect_uri", "scope", "state",
            "nonce", "prompt", "max_age", "ui_locales", "claims_locales", "acr_values", "claims", "id_token_hint",
            "login_hint", "display", "response_mode", "code_challenge", "code_challenge_method", "dpop_jkt", "request",
            "request_uri", "resource", "registration", "authorization_details", "grant_type", "code", "refresh_token",
            "code_verifier", "audience", "subject_token", "subject_token_type", "actor_token", "actor_token_type",
            "requested_token_type", "assertion", "client_assertion", "client_assertion_type", "client_secret",
            "device_code", "user_code", "token", "token_type_hint", "post_logout_redirect_uri", "logout_hint",
            "access_token", "interaction", "username", "password", "decision", "csrf", "auth_req_id");
    private static final List<String> PATHS = List.of("/oauth2/auth", "/oauth2/token", "/oauth2/par",
            "/oauth2/introspect", "/oauth2/revoke", "/oauth2/device", "/oauth2/sessions/logout", "/userinfo", "/login",
            "/consent", "/device", "/oauth2/sessions/check", "/", "/.well-known/openid-configuration");
    private static final List<String> HEADERS = List.of("Authorization", "DPoP", "Cookie", "Accept", "Accept-Language",
            "Origin", "Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "User-Agent", "If-None-Match",
            "Content-Type",
            "Access-Control-Request-Method", "Referer", "Sec-Fetch-Site", "X-Request-Id");
    private static TestCardea cardea;
    private static Map<String, Object> tokens;
    private static String cookies;

    @BeforeContainer
    static void start() {
        cardea = new TestCardea(TestCardea.client("all", GRANTS)
                + "trusted_proxies: [127.0.0.1/32]\nregistration: { per_hour: 1000000 }\n");
        tokens = cardea.tokensOf("all");
        var browser = cardea.signedIn(TestCardea.ALICE);
        cookies = browser.cookies.entrySet()
                .stream()
                .map(c -> c.getKey() + "=" + c.getValue())
                .collect(Collectors.joining("; "));
    }

    @AfterContainer
    static void stop() {
        cardea.close();
    }

    private static Arbitrary<String> value() {
        var genuine = List.of("access_token", "id_token", "refresh_token")
                .stream()
                .map(name -> String.valueOf(tokens.get(name)))
                .toList();
        var known = new ArrayList<>(List.of("code", "id_token", "code id_token token", "all", "app", "openid", "none",
                "login", "consent", "query", "fragment", "form_post", "jwt", "authorization_code", "refresh_token",
                "client_credentials", "urn:ietf:params:oauth:grant-type:token-exchange",
                "urn:ietf:params:oauth:grant-type:jwt-bearer", "urn:ietf:params:oauth:grant-type:device_code",
                "urn:ietf:params:oauth:token-type:access_token", "urn:ietf:params:oauth:token-type:id_token",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", "S256", "plain", TestCardea.REDIRECT,
                TestCardea.SECRET, TestCardea.ISSUER, "urn:ietf:params:oauth:request_uri:x", "de", "allow"));
        known.addAll(genuine);
        var odd = Arbitraries.of("-1", "0", "99999999999999999999", "1e9", "NaN", "{}", "[]", "null",
                "{\"id_token\":null}",
                "{\"id_token\":{\"sub\":{\"value\":[]}}}", "{\"userinfo\":{\"a\":{\"values\":[null]}}}",
                "[{\"type\":1}]",
                "a.b.c", "e30.e30.", "..", "....", "eyJhbGciOiJub25lIn0.e30.", "http://[", "https://evil.test",
                "//evil.test",
                "javascript:alert(1)", "rt_", "at_", "rt_" + "A".repeat(75), "A".repeat(27), "A".repeat(43),
                "A".repeat(48), "A".repeat(3000), "\0", "\uFFFD", "\r\nX-Evil: 1", "\uD83D\uDE00", "' OR 1=1", "%",
                "%00",
                "\u202E", "* *", " ", "Basic", "Basic Og==", "Basic YWxsOg==", "Bearer", "Bearer x", "DPoP x",
                "a=b; a=c");
        var changed = Combinators.combine(Arbitraries.of(genuine), Arbitraries.integers().between(0, 900),
                Arbitraries.chars().ascii())
                .as((token, at, put) -> token.substring(0, at % token.length()) + put
                        + token.substring(at % token.length() + 1));
        return Arbitraries.oneOf(Arbitraries.of(known), odd, changed, Arbitraries.strings().ofMaxLength(12));
    }

    @Provide
    Arbitrary<Map<String, String>> parameters() {
        return Arbitraries.lazy(() -> Arbitraries.maps(Arbitraries.of(NAMES), value()).ofMaxSize(5));
    }

    @Provide
    Arbitrary<Map<String, String>> headers() {
        return Arbitraries.lazy(() -> Arbitraries.maps(Arbitraries.of(HEADERS), value()).ofMaxSize(2));
    }

    @Provide
    Arbitrary<String> path() {
        return Arbitraries.of(PATHS);
    }

    @Property(tries = 1200, shrinking = ShrinkingMode.BOUNDED)
    void are_answered_or_refused(@ForAll("path") String path, @ForAll boolean post,
            @ForAll("parameters") Map<String, String> parameters, @ForAll("headers") Map<String, String> headers) {
        check(post, path, parameters, headers);
    }

    @Property(tries = 600, shrinking = ShrinkingMode.BOUNDED)
    void that_are_nearly_good_sign_ins_are_answered_or_refused(@ForAll boolean post,
            @ForAll("parameters") Map<String, String> parameters) {
        var request = TestCardea.request("client_id", "all");
        request.putAll(parameters);
        check(post, "/oauth2/auth", request, Map.of("Cookie", cookies));
        check(true, "/oauth2/par", request, Map.of("Authorization", TestCardea.basic("all", TestCardea.SECRET)));
    }

    @Property(tries = 900, shrinking = ShrinkingMode.BOUNDED)
    void that_are_nearly_good_token_requests_are_answered_or_refused(@ForAll("path") String path,
            @ForAll("parameters") Map<String, String> parameters, @ForAll("grant") String grant) {
        var request = new LinkedHashMap<String, String>();
        request.put("grant_type", grant);
        request.putAll(parameters);
        check(true, path, request, Map.of("Authorization", TestCardea.basic("all", TestCardea.SECRET)));
    }

    @Provide
    Arbitrary<String> grant() {
        return Arbitraries.of("authorization_code", "refresh_token", "client_credentials",
                "urn:ietf:params:oauth:grant-type:token-exchange", "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "urn:ietf:params:oauth:grant-type:device_code");
    }

    /// Bytes as they are, not as a client's library would write them.
    @Property(tries = 500, shrinking = ShrinkingMode.BOUNDED)
    void with_unwritable_parameters_are_answered_or_refused(@ForAll("path") String path, @ForAll boolean post,
            @ForAll("raw") String raw) {
        assertNoFault(send(post, path, raw, Map.of()), path + " " + raw);
    }

    @Provide
    Arbitrary<String> raw() {
        return Arbitraries
                .of("client_id", "state", "=", "&", "%", "%zz", "%00", "%C3", "%ED%A0%80", "+", "\u00C3", "\u00ff",
                        "[", "{", "|", "\\", "^", "`", "\"", "<", "#", ";", "?", "/..;/", "a")
                .list()
                .ofMaxSize(8)
                .map(parts -> String
                        .join("", parts));
    }

    private static void check(boolean post, String path, Map<String, String> parameters, Map<String, String> headers) {
        var encoded = parameters.entrySet()
                .stream()
                .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        assertNoFault(send(post, path, encoded, headers), path + " " + parameters + " " + headers);
    }

    private static void assertNoFault(String answer, String request) {
        assertThat(answer).as(request).matches("(?s)HTTP/1\\.1 [234].*").doesNotContain("server_error");
    }

    private static String send(boolean post, String path, String parameters, Map<String, String> headers) {
        var all = new LinkedHashMap<>(Map.of("Host", "localhost:8080", "Connection", "close", "Accept", "text/html"));
        if (post) {
            all.put("Content-Type", "application/x-www-form-urlencoded");
            all.put("Content-Length", Integer.toString(parameters.length()));
        }
        headers.forEach((name, value) -> all.put(name, value.replaceAll("[\\x00-\\x1F\\x7F]", " ")));
        var head = all.entrySet()
                .stream()
                .map(h -> h.getKey() + ": " + h.getValue() + "\r\n")
                .collect(Collectors.joining());
        var text = (post ? "POST " + path : "GET " + path + "?" + parameters) + " HTTP/1.1\r\n" + head + "\r\n"
                + (post ? parameters : "");
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), URI.create(cardea.base).getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
