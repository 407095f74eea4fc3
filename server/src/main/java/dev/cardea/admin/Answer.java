package dev.cardea.admin;

import dev.cardea.config.InvalidSettings;
import dev.cardea.config.Mistake;
import dev.cardea.form.Asked;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.json.Json;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.OAuthException;
import dev.cardea.oauth.TokenHash;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// What requests and answers of this API have in common: JSON, pages, entity tags.
final class Answer {
    private static final int USUAL_PAGE = 50;
    private static final int LONGEST_PAGE = 200;
    private static final int MISTAKES_TOLD = 5;

    private Answer() {}

    /// The body as one JSON object.
    static Map<String, Object> body(Request request) {
        return Asked.of(request, "application/merge-patch+json").members();
    }

    /// RFC 7396: null removes a member.
    static Map<String, Object> merged(Map<String, Object> present, Map<?, ?> patch) {
        var merged = new LinkedHashMap<>(present);
        patch.forEach((key, value) -> {
            var name = String.valueOf(key);
            switch (value) {
                case null -> merged.remove(name);
                case Map<?, ?> members -> merged.put(name, merged(objectIn(present, name), members));
                default -> merged.put(name, value);
            }
        });
        return merged;
    }

    private static Map<String, Object> objectIn(Map<String, Object> parent, String name) {
        var object = new LinkedHashMap<String, Object>();
        if (parent.get(name) instanceof Map<?, ?> members)
            members.forEach((key, value) -> object.put(String.valueOf(key), value));
        return object;
    }

    static OAuthException mistaken(InvalidSettings invalid) {
        return invalidRequest(invalid.mistakes()
                .stream()
                .limit(MISTAKES_TOLD)
                .map(Mistake::toString)
                .collect(Collectors.joining(". ")));
    }

    static int limit(Request request) {
        var asked = request.query().get("limit");
        if (asked.isEmpty()) return USUAL_PAGE;
        if (!asked.get().matches("[0-9]{1,3}") || Integer.parseInt(asked.get()) < 1
                || Integer.parseInt(asked.get()) > LONGEST_PAGE)
            throw invalidRequest("limit must be a number from 1 to " + LONGEST_PAGE);
        return Integer.parseInt(asked.get());
    }

    /// RFC 9110 §8.8.3.
    static Response entity(int status, Map<String, ?> members) {
        return Response.json(status, members).with("ETag", tag(members));
    }

    private static String tag(Map<String, ?> members) {
        return '"' + TokenHash.of(Json.text(members)).base64Url() + '"';
    }

    /// @param present what there is; null where there is nothing yet
    /// @throws OAuthException `precondition_failed` (RFC 9110 §13.1.1)
    static void checkMatch(Request request, @Nullable Map<String, ?> present) {
        var wanted = request.header("If-Match");
        if (wanted.isEmpty()) return;
        var matches = present != null
                && List.of(wanted.get().split("\\s*,\\s*"))
                        .stream()
                        .anyMatch(tag -> tag.equals("*") || tag.equals(tag(present)));
        if (!matches)
            throw OAuthError.of(ErrorCode.precondition_failed, "it is not any more what If-Match names; read it again");
    }

    static OAuthException unknown(String what) {
        return OAuthError.of(ErrorCode.not_found, "there is no such " + what);
    }

    static OAuthException conflict(String why) {
        return OAuthError.of(ErrorCode.conflict, why);
    }

    /// Why it is done, in the administrator's own words, for the audit log.
    static @Nullable String reason(Request request) {
        var reason = request.query().get("reason");
        if (reason.filter(text -> text.length() > 200).isPresent())
            throw invalidRequest("reason has more than 200 characters");
        return reason.orElse(null);
    }
}
