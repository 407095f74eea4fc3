package dev.cardea.token;

import dev.cardea.oauth.OAuthException;
import java.nio.charset.StandardCharsets;

/// OIDC Core §5.5: the `claims` parameter is read or refused.
public final class ClaimsRequestFuzz {
    private ClaimsRequestFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        try {
            RequestedClaims.parse(new String(input, StandardCharsets.UTF_8)).accept("somebody");
        } catch (OAuthException e) {
            // The refusal.
        }
    }
}
