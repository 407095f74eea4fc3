package dev.cardea.factor;

import dev.cardea.jose.Base64Url;
import dev.cardea.json.Json;
import dev.cardea.oauth.UserId;
import dev.cardea.user.User;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a browser is asked for, in the JSON of WebAuthn §5.1.10.
record PasskeyOptions(String rpId, String rpName) {
    /// RFC 9053 §2, the one preferred first: ES256, EdDSA, RS256.
    static final List<Integer> ALGORITHMS = List.of(-7, -8, -257);
    private static final String TYPE = "public-key";
    private static final long TIMEOUT = Duration.ofMinutes(5).toMillis();

    /// Names nobody: the authenticator keeps it, and shows it to no one (WebAuthn §14.6.1).
    static byte[] handle(UserId user) {
        return user.value().getBytes(StandardCharsets.UTF_8);
    }

    /// Wants nothing of the authenticator's maker, and a passkey that can be found without a name where that is possible.
    String creation(byte[] challenge, User user, List<PasskeyData> known) {
        var name = user.claims().get("name");
        return Json.text(Map.of(
                "rp", Map.of("id", rpId, "name", rpName),
                "user", Map.of(
                        "id", Base64Url.encode(handle(user.id())),
                        "name", user.displayName(),
                        "displayName", name instanceof String text ? text : user.displayName()),
                "challenge", Base64Url.encode(challenge),
                "pubKeyCredParams", ALGORITHMS.stream().map(alg -> Map.of("type", TYPE, "alg", alg)).toList(),
                "timeout", TIMEOUT,
                "excludeCredentials", descriptors(known),
                "authenticatorSelection", Map.of("residentKey", "preferred", "userVerification", "preferred"),
                "attestation", "none"));
    }

    /// @param known empty for whichever passkey there is
    /// @param alone whether it is the only factor, so that whoever holds the device must be told from its owner
    String request(byte[] challenge, List<PasskeyData> known, boolean alone) {
        var options = new LinkedHashMap<String, Object>(Map.of(
                "challenge", Base64Url.encode(challenge),
                "rpId", rpId,
                "timeout", TIMEOUT,
                "userVerification", alone ? "required" : "preferred"));
        if (!known.isEmpty()) options.put("allowCredentials", descriptors(known));
        return Json.text(options);
    }

    private static List<Map<String, Object>> descriptors(List<PasskeyData> known) {
        return known.stream()
                .map(one -> Map.<String, Object>of(
                        "type", TYPE, "id", Base64Url.encode(one.id()), "transports", one.transports()))
                .toList();
    }
}
