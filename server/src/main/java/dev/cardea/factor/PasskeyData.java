package dev.cardea.factor;

import dev.cardea.jose.Base64Url;
import dev.cardea.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// What is kept of a passkey. Nothing of it is secret.
///
/// @param id of the credential
/// @param credential the attested credential data (WebAuthn §6.5.2), with the public key
/// @param eligible whether it may be copied to other devices of the person (§6.1.3)
/// @param transports how browsers reach it
record PasskeyData(byte[] id, byte[] credential, boolean eligible, boolean backedUp, List<String> transports) {
    PasskeyData {
        transports = List.copyOf(transports);
    }

    byte[] json() {
        return Json.bytes(Map.of(
                "id", Base64Url.encode(id),
                "credential", Base64Url.encode(credential),
                "eligible", eligible,
                "backed_up", backedUp,
                "transports", transports));
    }

    static PasskeyData read(byte[] json) {
        var members = Json.object(new String(json, StandardCharsets.UTF_8));
        return new PasskeyData(
                bytes(members, "id"),
                bytes(members, "credential"),
                Boolean.TRUE.equals(members.get("eligible")),
                Boolean.TRUE.equals(members.get("backed_up")),
                members.get("transports") instanceof List<?> list
                        ? list.stream().map(String::valueOf).toList()
                        : List.of());
    }

    private static byte[] bytes(Map<String, Object> members, String name) {
        return Base64Url.decode(String.valueOf(members.get(name))).orElseThrow();
    }
}
