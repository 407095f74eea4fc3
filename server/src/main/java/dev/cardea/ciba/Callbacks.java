package dev.cardea.ciba;

import dev.cardea.jose.Base64Url;
import dev.cardea.jose.Sealing;
import dev.cardea.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// What a client is told with later, encrypted until then: both would be of use to whoever reads the database.
public final class Callbacks {
    private static final String PURPOSE = "ciba-callback";
    private static final String ID = "auth_req_id";
    private static final String TOKEN = "token";

    private final Sealing sealing;

    public Callbacks(Sealing sealing) {
        this.sealing = sealing;
    }

    /// @param token the `client_notification_token`
    record Callback(String authReqId, String token) {
        @Override
        public String toString() {
            return "Callback";
        }
    }

    String seal(Callback callback) {
        return Base64Url.encode(
                sealing.seal(PURPOSE, Json.bytes(Map.of(ID, callback.authReqId(), TOKEN, callback.token()))));
    }

    /// Empty where it was sealed with a secret that is known no more.
    Optional<Callback> open(String sealed) {
        return Base64Url.decode(sealed)
                .flatMap(bytes -> sealing.open(PURPOSE, bytes))
                .map(json -> Json.object(new String(json, StandardCharsets.UTF_8)))
                .map(read -> new Callback(String.valueOf(read.get(ID)), String.valueOf(read.get(TOKEN))));
    }
}
