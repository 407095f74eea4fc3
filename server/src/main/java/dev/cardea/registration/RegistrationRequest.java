package dev.cardea.registration;

import dev.cardea.http.Request;
import dev.cardea.json.Json;
import dev.cardea.oauth.OAuthError;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/// The body of a registration (RFC 7591 §3.1): one JSON object.
final class RegistrationRequest {
    private RegistrationRequest() {}

    /// Demands the media type too: a page of another origin cannot send it without asking first.
    static Map<String, Object> metadata(Request request) {
        var type = request.header("Content-Type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!type.equals("application/json"))
            throw OAuthError.invalidRequest("the body must be sent as Content-Type: application/json");
        try {
            return Json.object(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(request.body())).toString());
        } catch (CharacterCodingException e) {
            throw ClientMetadata.invalid("the body is not UTF-8");
        } catch (IllegalArgumentException e) {
            throw ClientMetadata.invalid("the body is not one JSON object without repeated names");
        }
    }
}
