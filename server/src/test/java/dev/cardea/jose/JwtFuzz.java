package dev.cardea.jose;

import dev.cardea.client.TestKey;
import java.nio.charset.StandardCharsets;

/// RFC 7515 §5.2, RFC 7516 §5.2: JWTs of others, as they come and with any header and claims in them.
public final class JwtFuzz {
    private JwtFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        var text = new String(input, StandardCharsets.UTF_8);
        read(text);
        var lines = text.split("\n", 2);
        if (lines.length == 2) read(encode(lines[0]) + "." + encode(lines[1]) + ".AAAA");
        if (lines.length == 2) read(encode(lines[0]) + "." + encode(lines[1]) + ".");
    }

    private static void read(String text) {
        UnsecuredJwt.parse(text).ifPresent(jwt -> {
            if (!"none".equals(jwt.header().get("alg"))) throw new AssertionError("taken for unsecured: " + text);
        });
        DecryptionKey.parse(text);
        ForeignJwt.parse(text).ifPresent(jwt -> {
            var key = jwt.header().getJWK();
            if (key != null && text.endsWith(".AAAA") && jwt.isSignedBy(key))
                throw new AssertionError("three bytes are no signature: " + text);
        });
    }

    private static String encode(String text) {
        return TestKey.encode(text.getBytes(StandardCharsets.UTF_8));
    }
}
