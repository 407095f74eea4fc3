package dev.cardea.authorize;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.TestJwks;
import dev.cardea.client.TestKey;
import dev.cardea.jose.Encryption;
import dev.cardea.json.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Request objects made at random: never a fault, never accepted by mistake")
class RequestObjectFuzzTest {
    private static final int ROUNDS = 400;
    private static final TestKey KEY = TestKey.es256();
    private static final List<Object> ODD = List.of("", "none", 0, -1, 1e308, 1.5, true, List.of(), List.of("a", 1),
            Map.of(), Map.of("a", List.of()), "\0", "\uFFFD", "\uD800", "x".repeat(3000), "ES256", "RSA-OAEP-256",
            "A128GCM", "signer", TestCardea.ISSUER, Long.MAX_VALUE, Long.MIN_VALUE);
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(TestCardea.client("signer", "jwks: " + KEY.jwks())
                + TestCardea.client("unsigned", "request_object_signing_alg: none"));
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static HttpResponse<String> push(String client, String object) {
        return cardea.post("/oauth2/par", Map.of("request", object), "Authorization", basic(client, SECRET));
    }

    private static <T> T any(SplittableRandom random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static String changed(SplittableRandom random, String text) {
        int at = random.nextInt(text.length());
        return switch (random.nextInt(5)) {
            case 0 -> text.substring(0, at);
            case 1 -> text.substring(0, at) + text.substring(Math.min(text.length(), at + 1 + random.nextInt(5)));
            case 2 -> text.substring(0, at) + (char) random.nextInt(' ', 0x7f) + text.substring(at + 1);
            case 3 -> text.substring(0, at) + "." + text.substring(at);
            default -> text.substring(0, at) + text.substring(random.nextInt(text.length()));
        };
    }

    @Test
    void none_that_was_changed_on_the_way_is_accepted() {
        var random = new SplittableRandom(1);
        var good = KEY.sign(RequestObjectTest.members(cardea, "signer"));
        assertThat(push("signer", good).statusCode()).isEqualTo(201);
        for (int i = 0; i < ROUNDS; i++) {
            var other = changed(random, good);
            if (!other.equals(good)) assertThat(push("signer", other).statusCode()).as(other).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA" })
    void none_that_was_changed_after_encryption_is_accepted(String kty) {
        var random = new SplittableRandom(2);
        var key = TestJwks.of(cardea)
                .encrypting()
                .stream()
                .filter(each -> each.getKeyType().getValue().equals(kty))
                .findFirst()
                .orElseThrow();
        var good = new Encryption(kty.equals("EC") ? "ECDH-ES+A128KW" : "RSA-OAEP-256", "A128CBC-HS256")
                .nested(KEY.sign(RequestObjectTest.members(cardea, "signer")), key);
        assertThat(push("signer", good).statusCode()).isEqualTo(201);
        for (int i = 0; i < ROUNDS; i++) {
            var other = changed(random, good);
            if (!other.equals(good)) assertThat(push("signer", other).statusCode()).as(other).isEqualTo(400);
        }
    }

    /// Members are replaced, added and taken away, in a header and in claims that the client really signed.
    @Test
    void none_with_odd_members_is_a_fault() {
        var random = new SplittableRandom(3);
        var names = List.of("iss", "aud", "exp", "nbf", "iat", "jti", "sub", "client_id", "response_type", "scope",
                "redirect_uri", "state", "nonce", "max_age", "claims", "prompt", "response_mode", "code_challenge",
                "code_challenge_method", "dpop_jkt", "id_token_hint", "resource", "ui_locales", "acr_values");
        for (int i = 0; i < ROUNDS; i++) {
            var members = RequestObjectTest.members(cardea, "signer");
            for (int change = random.nextInt(3); change >= 0; change--) {
                if (random.nextInt(4) == 0) members.remove(any(random, names));
                else
                    members.put(any(random, names), any(random, ODD));
            }
            var status = push("signer", KEY.sign(members)).statusCode();
            assertThat(status).as(Json.text(members)).isIn(201, 400);
        }
    }

    @Test
    void none_with_an_odd_header_is_a_fault_or_accepted_unsigned() {
        var random = new SplittableRandom(4);
        var names = List.of("alg", "enc", "typ", "cty", "kid", "crit", "b64", "zip", "jwk", "jku", "x5c", "x5u", "epk",
                "apu", "p2c", "iv", "tag");
        var payload = TestKey.encode(Json.bytes(RequestObjectTest.members(cardea, "signer")));
        for (int i = 0; i < ROUNDS; i++) {
            var header = new LinkedHashMap<String, Object>(Map.of("alg", "ES256", "enc", "A128GCM"));
            for (int change = random.nextInt(3); change >= 0; change--)
                header.put(any(random, names), any(random, ODD));
            if (random.nextInt(5) == 0) header.remove("alg");
            if (random.nextInt(3) == 0) header.put("alg", any(random, List.of("ECDH-ES", "RSA-OAEP-256", "dir")));
            var first = TestKey.encode(Json.text(header).getBytes(StandardCharsets.UTF_8));
            var text = first + any(random, List.of("." + payload + ".AAAA", "." + payload + ".", "..AAAA.AAAA.AAAA",
                    ".AAAA.AAAA.AAAA.AAAA", "....", ".."));
            for (var client : List.of("signer", "unsigned"))
                assertThat(push(client, text).statusCode()).as(Json.text(header) + " in " + text).isEqualTo(400);
        }
    }

    @Test
    void none_is_a_fault_for_the_browser_either() {
        var random = new SplittableRandom(5);
        var good = KEY.sign(RequestObjectTest.members(cardea, "signer"));
        for (int i = 0; i < ROUNDS / 4; i++) {
            var address = "/oauth2/auth?" + TestBrowser.encode(
                    Map.of("client_id", "signer", "request", changed(random, good)));
            assertThat(cardea.get(address).statusCode()).as(address).isEqualTo(400);
        }
    }
}
