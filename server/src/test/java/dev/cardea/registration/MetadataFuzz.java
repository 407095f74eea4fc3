package dev.cardea.registration;

import dev.cardea.TestCardea;
import java.nio.charset.StandardCharsets;

/// RFC 7591 §3.2: whatever is sent as the metadata of a client is registered or refused.
public final class MetadataFuzz {
    private static final TestCardea CARDEA = new TestCardea("features: { dynamic_registration: open }\n"
            + "registration: { per_hour: 1000000, most_open_clients: 1000000 }\n");

    private MetadataFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        var response = CARDEA.send("POST", "/oauth2/register", new String(input, StandardCharsets.UTF_8),
                "Content-Type", "application/json");
        if (response.statusCode() != 201 && response.statusCode() != 400) throw new AssertionError(response.body());
    }
}
