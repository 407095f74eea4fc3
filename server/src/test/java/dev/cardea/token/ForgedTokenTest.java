package dev.cardea.token;

import com.nimbusds.jose.jwk.AsymmetricJWK;
import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.TestJwks;
import dev.cardea.client.TestKey;
import dev.cardea.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 8725 forged tokens, wherever this server reads its own")
class ForgedTokenTest {
    private static TestCardea cardea;
    private static Map<String, Object> tokens;

    @BeforeAll
    static void start() {
        cardea = new TestCardea();
        tokens = cardea.givenTokens();
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    /// Everything that carries the claims of a good token and is not it.
    private static List<String> forgeries(Object token) throws Exception {
        var parts = ((String) token).split("\\.");
        var header = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
        var forged = new ArrayList<String>();
        for (var alg : List.of("none", "None", "NONE")) // §2.1
            for (var end : List.of("", parts[2]))
                forged.add(encode(header.replace("RS256", alg)) + "." + parts[1] + "." + end);
        for (var key : TestJwks.of(cardea).keys().getKeys()) // §2.1: the public key as a secret
            for (var secret : List.of(key.toJSONString().getBytes(StandardCharsets.UTF_8), key.getKeyID()
                    .getBytes(
                            StandardCharsets.UTF_8),
                    der((AsymmetricJWK) key, key.getKeyType().getValue())))
                forged.add(TestKey.secret("HS256", secret)
                        .signParts(encode(header.replace("RS256", "HS256")),
                                parts[1]));
        var stranger = TestKey.es256(); // §3.5
        forged.add(stranger.signParts(parts[0], parts[1]));
        forged.add(stranger.signParts(encode(header.replace("RS256", "ES256")), parts[1]));
        forged.add(stranger.signParts(encode("{\"alg\":\"ES256\",\"jwk\":" + stranger.jwk() + "}"), parts[1]));
        for (var more : List.of("\"crit\":[\"exp\"]", "\"b64\":false", "\"kid\":\"../../../dev/null\"",
                "\"jku\":\"https://evil.example/jwks\"", "\"x\":1")) // RFC 7515 §4.1.11
            forged.add(encode(header.replaceFirst("\\{", "{" + more + ",")) + "." + parts[1] + "." + parts[2]);
        var claims = Json.object(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
        claims.put("sub", "other");
        forged.add(parts[0] + "." + encode(Json.text(claims)) + "." + parts[2]);
        forged.add(parts[0] + "." + parts[1] + "." + parts[2] + "=");
        forged.add(parts[0] + "." + parts[1] + "=." + parts[2]);
        forged.add(token + "." + parts[2]);
        return forged;
    }

    private static byte[] der(AsymmetricJWK key, String type) throws Exception {
        return type.equals("OKP") ? new byte[32] : key.toPublicKey().getEncoded();
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void open_nothing_as_access_tokens() throws Exception {
        assertThat(cardea.userinfo(tokens.get("access_token")).statusCode()).isEqualTo(200);
        for (var forged : forgeries(tokens.get("access_token"))) {
            assertThat(cardea.userinfo(forged).statusCode()).as(forged).isEqualTo(401);
            assertThat(json(cardea.post("/oauth2/introspect", Map.of("token", forged), "Authorization",
                    basic("app", SECRET)))).isEqualTo(Map.of("active", false));
        }
        assertThat(cardea.userinfo(tokens.get("access_token")).statusCode()).isEqualTo(200);
    }

    @Test
    void prove_nothing_as_hints() throws Exception { // OIDC Core §3.1.2.1
        var browser = cardea.browser();
        browser.authorize(request(), TestCardea.ALICE, TestCardea.PASSWORD);
        var forgeries = forgeries(tokens.get("id_token"));
        forgeries.add((String) tokens.get("access_token"));
        for (var forged : forgeries) {
            var asked = browser.get("/oauth2/auth?" + TestBrowser.encode(
                    request("prompt", "none", "id_token_hint", forged)));
            assertThat(TestBrowser.answer(asked)).containsEntry("error", "invalid_request");
            assertThat(browser.get("/oauth2/sessions/logout?id_token_hint=" + forged).statusCode()).isEqualTo(400);
        }
        var asked = browser.get("/oauth2/auth?" + TestBrowser.encode(
                request("prompt", "none", "id_token_hint", (String) tokens.get("id_token"))));
        assertThat(TestBrowser.answer(asked)).containsKey("code");
    }
}
