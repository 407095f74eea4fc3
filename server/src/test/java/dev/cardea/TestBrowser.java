package dev.cardea;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A person's browser, as far as a server can tell: keeps cookies, submits the forms it is shown, follows redirects
/// within the server and stops at those that leave it.
public final class TestBrowser {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern HIDDEN = Pattern
            .compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
    private static final Pattern ACTION = Pattern.compile("<form[^>]* action=\"([^\"]*)\"");
    public final Map<String, String> cookies = new LinkedHashMap<>();
    private final String base;

    public TestBrowser(String base) {
        this.base = base;
    }

    public HttpResponse<String> get(String address) {
        return send(request(address).header("Accept", "text/html").GET());
    }

    public HttpResponse<String> post(String address, Map<String, String> form) {
        return send(request(address)
                .header("Accept", "text/html")
                .header("Origin", TestCardea.ISSUER)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encode(form))));
    }

    /// Posts a form of another site's page: the browser keeps `SameSite=Lax` cookies back.
    public HttpResponse<String> postFromElsewhere(String address, Map<String, String> form) {
        return send(HttpRequest.newBuilder(URI.create(base).resolve(address))
                .header("Accept", "text/html")
                .header("Origin", "https://app.example")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encode(form))));
    }

    private HttpRequest.Builder request(String address) {
        var builder = HttpRequest.newBuilder(URI.create(base).resolve(address));
        if (!cookies.isEmpty())
            builder.header("Cookie", cookies.entrySet()
                    .stream()
                    .map(c -> c.getKey() + "=" + c.getValue())
                    .collect(Collectors.joining("; ")));
        return builder;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            for (var cookie : response.headers().allValues("Set-Cookie")) {
                var pair = cookie.split(";", 2)[0].split("=", 2);
                if (cookie.contains("Max-Age=0")) cookies.remove(pair[0]);
                else
                    cookies.put(pair[0], pair[1]);
            }
            return response;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Follows redirects for as long as they stay on the server.
    public HttpResponse<String> follow(HttpResponse<String> response) {
        var current = response;
        while (current.statusCode() == 303) {
            var location = location(current);
            if (!location.startsWith("/") && !location.startsWith(base + "/")) return current;
            current = get(location);
        }
        return current;
    }

    /// Fills in the form of a page and sends it, its hidden fields included; then follows.
    public HttpResponse<String> submit(HttpResponse<String> page, Map<String, String> fields) {
        return follow(send(page, fields));
    }

    /// The same, but looks at the answer to the form itself.
    public HttpResponse<String> send(HttpResponse<String> page, Map<String, String> fields) {
        var form = hidden(page);
        form.putAll(fields);
        return post(action(page), form);
    }

    /// Opens an authorization request and follows as far as nothing has to be typed or clicked.
    public HttpResponse<String> open(Map<String, String> parameters) {
        return follow(get("/oauth2/auth?" + encode(parameters)));
    }

    /// The hidden fields of a page's form.
    public static Map<String, String> hidden(HttpResponse<String> page) {
        var fields = new LinkedHashMap<String, String>();
        var hidden = HIDDEN.matcher(page.body());
        while (hidden.find()) fields.put(unescape(hidden.group(1)), unescape(hidden.group(2)));
        return fields;
    }

    /// Where a page's form is sent.
    public static String action(HttpResponse<String> page) {
        var action = ACTION.matcher(page.body());
        if (!action.find()) throw new AssertionError("no form in: " + page.body());
        return unescape(action.group(1));
    }

    private static String unescape(String html) {
        return html.replace("&#34;", "\"")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    public static boolean asksForPassword(HttpResponse<String> page) {
        return page.body().contains("name=\"password\"");
    }

    public static boolean asksForConsent(HttpResponse<String> page) {
        return page.body().contains("value=\"allow\"");
    }

    /// Opens an authorization request and does what a person would: signs in and agrees, as far as asked to.
    ///
    /// @return the redirect that leaves the server, or the page where it stopped
    public HttpResponse<String> authorize(Map<String, String> parameters, String user, String password) {
        var response = open(parameters);
        if (asksForPassword(response)) response = submit(response, Map.of("username", user, "password", password));
        if (asksForConsent(response)) response = submit(response, Map.of("decision", "allow"));
        return response;
    }

    public static String location(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Location")
                .orElseThrow(
                        () -> new AssertionError("no redirect: " + response.statusCode() + " " + response.body()));
    }

    /// The parameters of a redirect that leaves the server.
    public static Map<String, String> answer(HttpResponse<?> response) {
        var uri = location(response);
        var parameters = new LinkedHashMap<String, String>();
        int start = Math.max(uri.indexOf('?'), uri.indexOf('#'));
        for (var pair : uri.substring(start + 1).split("&")) {
            var both = pair.split("=", 2);
            parameters.put(both[0], URLDecoder.decode(both[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    public static String encode(Map<String, String> parameters) {
        return parameters.entrySet()
                .stream()
                .map(p -> URLEncoder.encode(p.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
