package dev.cardea.fapi;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.client.TestKey;
import dev.cardea.json.Json;
import dev.cardea.mtls.TestCertificate;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import static dev.cardea.TestCardea.ISSUER;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static java.nio.charset.StandardCharsets.US_ASCII;

/// A client that keeps to FAPI 2.0, or to FAPI 1.0 where it has a certificate; tests let it go wrong in one thing at a time.
final class FapiClient {
    static final String PAR = "/oauth2/par";
    static final String TOKEN = "/oauth2/token";
    private final TestCardea cardea;
    private final String id;
    private final TestKey key;
    TestKey assertionKey;
    TestKey proofKey;
    Object audience = ISSUER;
    boolean withProof = true;
    /// Shown by the proxy in place of a DPoP proof.
    TestCertificate certificate;

    FapiClient(TestCardea cardea, String id, TestKey key) {
        this.cardea = cardea;
        this.id = id;
        this.key = key;
        assertionKey = key;
        proofKey = key;
    }

    long now() {
        return cardea.clock.instant().getEpochSecond();
    }

    /// The members of a good request object.
    Map<String, Object> members(String... overrides) {
        var members = new LinkedHashMap<String, Object>(request(overrides));
        members.putAll(Map.of("client_id", id, "iss", id, "aud", ISSUER, "nbf", now(), "exp", now() + 300));
        return members;
    }

    HttpResponse<String> pushObject(TestKey signer, Map<String, Object> members) {
        return post(PAR, Map.of("request", signer.sign(Map.of("typ", "oauth-authz-req+jwt"), members)));
    }

    HttpResponse<String> push(String... overrides) {
        var form = request(overrides);
        form.put("client_id", id);
        return post(PAR, form);
    }

    /// What the browser brings back to the client.
    HttpResponse<String> authorize(HttpResponse<String> pushed) {
        return cardea.signedIn(TestCardea.ALICE)
                .get("/oauth2/auth?" + TestBrowser.encode(
                        Map.of("client_id", id, "request_uri", (String) json(pushed).get("request_uri"))));
    }

    String code(String... overrides) {
        return TestBrowser.answer(authorize(push(overrides))).get("code");
    }

    HttpResponse<String> redeem(String code) {
        return post(TOKEN, Map.of("grant_type", "authorization_code", "code", code, "redirect_uri",
                TestCardea.REDIRECT, "code_verifier", TestCardea.VERIFIER));
    }

    HttpResponse<String> refresh(Object token) {
        return post(TOKEN, Map.of("grant_type", "refresh_token", "refresh_token", (String) token));
    }

    HttpResponse<String> userinfo(Object token) {
        if (certificate != null)
            return cardea.get("/userinfo", "Authorization", "Bearer " + token, "Client-Cert", certificate.header());
        return cardea.get("/userinfo", "Authorization", "DPoP " + token, "DPoP", proof("GET", "/userinfo", token));
    }

    HttpResponse<String> post(String path, Map<String, String> form) {
        var whole = new LinkedHashMap<>(form);
        whole.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        whole.put("client_assertion", assertionKey.sign(Map.of("iss", id, "sub", id, "aud", audience, "jti",
                UUID.randomUUID().toString(), "iat", now(), "exp", now() + 60)));
        if (certificate != null) return cardea.post(path, whole, "Client-Cert", certificate.header());
        return withProof
                ? cardea.post(path, whole, "DPoP", proof("POST", path, null))
                : cardea.post(path, whole);
    }

    private String proof(String method, String path, Object token) {
        var claims = new LinkedHashMap<String, Object>(Map.of("jti", UUID.randomUUID().toString(), "htm", method, "htu",
                ISSUER + path, "iat", now()));
        if (token != null) claims.put("ath", TestKey.encode(sha256(token.toString())));
        return proofKey.sign(Map.of("typ", "dpop+jwt", "jwk", Json.object(proofKey.jwk())), claims);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    TestKey key() {
        return key;
    }
}
