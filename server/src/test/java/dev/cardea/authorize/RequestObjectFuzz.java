package dev.cardea.authorize;

import dev.cardea.TestCardea;
import dev.cardea.client.TestKey;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;

/// RFC 9101 §6: whatever a client signs is taken or refused. The first line is the header, the rest the claims.
public final class RequestObjectFuzz {
    private static final TestKey KEY = TestKey.es256();
    private static final TestCardea CARDEA = new TestCardea(TestCardea.client("signer", "jwks: " + KEY.jwks()));

    private RequestObjectFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        var lines = new String(input, StandardCharsets.UTF_8).split("\n", 2);
        var object = KEY.sign(lines[0], lines.length > 1 ? lines[1] : "{}");
        var response = CARDEA.post(
                "/oauth2/par", Map.of("request", object), "Authorization", basic("signer", SECRET));
        if (response.statusCode() != 201 && response.statusCode() != 400) throw new AssertionError(response.body());
    }
}
