package dev.cardea.userinfo;

import dev.cardea.http.Request;
import dev.cardea.oauth.RandomUuid;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/// `x-fapi-interaction-id` (FAPI 1.0 Baseline §6.2.1): the name of a request, by which client and server find it in
/// their logs.
final class InteractionId {
    private static final String HEADER = "x-fapi-interaction-id";
    private static final Pattern UUID_TEXT = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private InteractionId() {}

    /// The answer, whatever it will be, has the name that the client gave.
    static void repeat(Request request) {
        request.header(HEADER)
                .filter(id -> UUID_TEXT.matcher(id).matches())
                .ifPresent(id -> request.answerWith(HEADER, id));
    }

    /// The answer has a name also where the client gave none.
    static void giveWhereMissing(Request request, SecureRandom random) {
        if (request.header(HEADER).filter(id -> UUID_TEXT.matcher(id).matches()).isPresent()) return;
        request.answerWith(HEADER, RandomUuid.text(random));
    }
}
