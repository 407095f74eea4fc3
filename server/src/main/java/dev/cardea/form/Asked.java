package dev.cardea.form;

import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.json.Json;
import dev.cardea.oauth.OAuthError;
import dev.cardea.password.PasswordProblem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The body of a request to an API: one JSON object. The media type is demanded, since a page of another origin
/// cannot send it without asking first.
public record Asked(Map<String, Object> members) {
    private static final String JSON = "application/json";

    /// @param others media types beside `application/json` that are taken
    public static Asked of(Request request, String... others) {
        var type = request.header("Content-Type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!type.equals(JSON) && !List.of(others).contains(type))
            throw OAuthError.invalidRequest("the body must be sent as Content-Type: " + JSON);
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(request.body())).toString();
            return new Asked(Json.object(text));
        } catch (CharacterCodingException e) {
            throw OAuthError.invalidRequest("the body is not UTF-8");
        } catch (IllegalArgumentException e) {
            throw OAuthError.invalidRequest("the body is not one JSON object without repeated names");
        }
    }

    /// Empty where it is absent or an empty text.
    public Optional<String> text(String name) {
        var value = members.get(name);
        if (value == null) return Optional.empty();
        if (!(value instanceof String text)) throw OAuthError.invalidRequest("'" + name + "' is not a text");
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    public String require(String name) {
        return text(name).orElseThrow(() -> OAuthError.invalidRequest("'" + name + "' is missing"));
    }

    public boolean flag(String name) {
        return Boolean.TRUE.equals(members.get(name));
    }

    /// @param description for the client's developer
    public static Response refusal(int status, String error, String description) {
        return Response.json(status, Map.of("error", error, "error_description", description));
    }

    public static Response refusal(String field, String problem) {
        return Response.json(400, Map.of("error", "invalid_request", "error_description", field + " is not accepted",
                "fields", Map.of(field, problem)));
    }

    public static Response weak(String field, List<PasswordProblem> problems) {
        return Response.json(400, Map.of("error", "weak_password", "error_description", "choose another password",
                "fields", Map.of(field, String.join(" ", problems.stream().map(Enum::name).toList()))));
    }

    public static Response badLink() {
        return refusal(400, "invalid_token", "the link is unknown, expired or used up");
    }

    /// The keys of the messages that say so on a page.
    public static List<String> messages(List<PasswordProblem> problems) {
        return problems.stream().map(problem -> "password.problem." + problem.name()).toList();
    }
}
