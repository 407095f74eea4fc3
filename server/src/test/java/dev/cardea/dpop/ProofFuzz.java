package dev.cardea.dpop;

import dev.cardea.TestCardea;
import dev.cardea.client.TestKey;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;

/// RFC 9449 §4.3: whatever the holder of a key signs is a proof or refused. The first line is the header, in which
/// `"jwk":0` stands for the key's own, the rest the claims.
public final class ProofFuzz {
    private static final TestKey KEY = TestKey.es256();
    private static final TestCardea CARDEA = new TestCardea();

    private ProofFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        var lines = new String(input, StandardCharsets.UTF_8).split("\n", 2);
        var proof = KEY.sign(lines[0].replace("\"jwk\":0", "\"jwk\":" + KEY.jwk()), lines.length > 1 ? lines[1] : "{}");
        var response = CARDEA.post("/oauth2/token", Map.of("grant_type", "client_credentials"), "Authorization",
                basic("machine", SECRET), "DPoP", proof);
        if (response.statusCode() != 200 && response.statusCode() != 400) throw new AssertionError(response.body());
    }
}
