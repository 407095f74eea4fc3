package dev.cardea.http;

import dev.cardea.oauth.OAuthException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// One HTTP request as a value. The body is already read, within the server's limit.
public final class Request {
    private static final String FORM = "application/x-www-form-urlencoded";
    private final String method;
    private final String path;
    private final String rawQuery;
    private final Headers headers;
    private final byte[] body;
    private final Peer peer;
    private final String id;
    private final Map<String, String> pathParameters;
    private final List<X509Certificate> certificates;
    private @Nullable Form query;
    private @Nullable Form form;
    private @Nullable Map<String, String> cookies;
    private volatile @Nullable String client;
    private List<Response.Header> answers = List.of();
    private @Nullable Refused refused;
    private boolean idInDescription;

    /// Who is at the other end, once trusted proxies have been believed and nobody else.
    ///
    /// @param address the client's IP address in text form
    /// @param secure whether the client's own connection is TLS
    public record Peer(String address, boolean secure) {}

    /// The values of a header, whatever the case of its name; empty where it was not sent.
    @FunctionalInterface
    interface Headers {
        List<String> all(String name);
    }

    public Request(
            String method,
            String path,
            String rawQuery,
            Map<String, List<String>> headers,
            byte[] body,
            Peer peer,
            String id,
            Map<String, String> pathParameters) {
        this(method, path, rawQuery, caseless(headers), body, peer, id, Map.copyOf(pathParameters), List.of());
    }

    Request(
            String method,
            String path,
            String rawQuery,
            Headers headers,
            byte[] body,
            Peer peer,
            String id,
            Map<String, String> pathParameters,
            List<X509Certificate> certificates) {
        this.method = method;
        this.path = path;
        this.rawQuery = rawQuery;
        this.headers = headers;
        this.body = body;
        this.peer = peer;
        this.id = id;
        this.pathParameters = pathParameters;
        this.certificates = certificates;
    }

    private static Headers caseless(Map<String, List<String>> headers) {
        var caseless = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        caseless.putAll(headers);
        return name -> caseless.getOrDefault(name, List.of());
    }

    public String method() {
        return method;
    }

    public boolean isPost() {
        return method.equals("POST");
    }

    /// The path as sent, normalized by the HTTP server, without query.
    public String path() {
        return path;
    }

    /// The query as sent, without `?`; empty where there is none.
    public String rawQuery() {
        return rawQuery;
    }

    public Peer peer() {
        return peer;
    }

    /// Identifies this request in every log line that it causes, and in the answer's `X-Request-Id`.
    public String id() {
        return id;
    }

    /// The value of `{name}` in the route's pattern.
    public String pathParameter(String name) {
        var value = pathParameters.get(name);
        if (value == null) throw new IllegalStateException("the route has no {" + name + "}");
        return value;
    }

    /// @throws dev.cardea.oauth.OAuthException `invalid_request` where a header that may occur once is repeated
    public Optional<String> header(String name) {
        var values = headers.all(name);
        if (values.size() > 1) throw invalidRequest("header " + name + " is repeated");
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }

    public List<String> headers(String name) {
        return headers.all(name);
    }

    public Form query() {
        if (query == null) query = Form.parse(rawQuery);
        return query;
    }

    /// The body's parameters.
    ///
    /// @throws dev.cardea.oauth.OAuthException `invalid_request` where the body is of another content type
    public Form form() {
        if (form == null) {
            if (!hasForm()) throw invalidRequest("the body must be sent as Content-Type: " + FORM);
            form = Form.parse(new String(body, StandardCharsets.UTF_8));
        }
        return form;
    }

    /// Whether the body says that it is a form.
    public boolean hasForm() {
        var type = header("Content-Type").orElse("").split(";", 2)[0].strip();
        return type.toLowerCase(Locale.ROOT).equals(FORM);
    }

    /// The query of a GET, the form of a POST (OIDC Core §3.1.2.1 allows both and wants them treated alike).
    public Form parameters() {
        return isPost() ? form() : query();
    }

    public byte[] body() {
        return body.clone();
    }

    /// The value of a cookie; empty also where the browser sent the name twice, since then one of them is not ours.
    public Optional<String> cookie(String name) {
        if (cookies == null) cookies = Cookies.parse(headers("Cookie"));
        return Optional.ofNullable(cookies.get(name));
    }

    /// Whether a person's browser asks for a page, rather than a program for data.
    public boolean wantsHtml() {
        return headers("Accept").stream().anyMatch(accept -> accept.contains("text/html"));
    }

    Request whole(List<X509Certificate> chain, byte[] read) {
        return new Request(method, path, rawQuery, headers, read, peer, id, pathParameters, chain);
    }

    /// The certificate of the client's own TLS connection, also where that ends at a trusted proxy, and those above it
    /// that came along. Nothing is verified but that the client has the key of the first one (RFC 8705).
    public List<X509Certificate> certificates() {
        return certificates;
    }

    /// Names the client in this request's line of the access log, once it is known.
    public void concerns(String clientId) {
        client = clientId;
    }

    /// Adds a header to the answer, also to one that refuses.
    public void answerWith(String name, String value) {
        var more = new ArrayList<>(answers);
        more.add(new Response.Header(name, value));
        answers = more;
    }

    /// Has a refusal say its id in the description, where the members of errors are listed and there are no others.
    public void tellIdInDescription() {
        idInDescription = true;
    }

    boolean idInDescription() {
        return idInDescription;
    }

    /// Notes why the request is refused, for whoever has to explain it later.
    public void refused(OAuthException why) {
        refused = Refused.of(why, null);
    }

    /// The same, of a request whose parameters came another way than with it.
    public void refused(OAuthException why, Form asked) {
        refused = Refused.of(why, asked);
    }

    void refused(Refused why) {
        refused = why;
    }

    @Nullable
    Refused refused() {
        return refused;
    }

    List<Response.Header> answers() {
        return answers;
    }

    public @Nullable String client() {
        return client;
    }
}
