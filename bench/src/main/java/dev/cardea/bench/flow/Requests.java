package dev.cardea.bench.flow;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Writes requests to one server.
public final class Requests {
    static final String BROWSER = "Accept: text/html\r\nUser-Agent: Mozilla/5.0 (bench)\r\n";
    static final String CLIENT = "Accept: application/json\r\n";

    private final String authority;

    /// @param authority the host and port of the server's issuer
    public Requests(String authority) {
        this.authority = authority;
    }

    /// @param headers whole lines
    public byte[] get(String path, String headers) {
        return bytes("GET " + path + " HTTP/1.1\r\nHost: " + authority + "\r\n" + headers + "\r\n");
    }

    public byte[] post(String path, String headers, String form) {
        return bytes("POST " + path + " HTTP/1.1\r\nHost: " + authority + "\r\n" + headers
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n\r\n"
                + form);
    }

    /// A request to the token endpoint or one like it.
    public byte[] asClient(String path, Credentials client, String form) {
        return asClient(path, client, "", form);
    }

    /// @param headers whole lines
    byte[] asClient(String path, Credentials client, String headers, String form) {
        return post(path, CLIENT + client.header() + headers, form);
    }

    /// A client_credentials request that a signed assertion authenticates (RFC 7523 §2.2).
    public byte[] withAssertion(String client, HeldKey key) {
        return post("/oauth2/token", CLIENT,
                "grant_type=client_credentials&client_assertion_type="
                        + encode("urn:ietf:params:oauth:client-assertion-type:jwt-bearer") + "&client_assertion="
                        + key.assertion(client, origin()));
    }

    public byte[] withToken(String path, String accessToken) {
        return get(path, CLIENT + "Authorization: Bearer " + accessToken + "\r\n");
    }

    String origin() {
        return "http://" + authority;
    }

    /// A client's id and secret.
    public record Credentials(String id, String secret) {
        /// RFC 6749 §2.3.1.
        String header() {
            var pair = encode(id) + ":" + encode(secret);
            var encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
            return "Authorization: Basic " + encoded + "\r\n";
        }
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
