package dev.cardea.html;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Says that something cannot go on, to the person in a sentence, to the client's developer in the protocol's words.
///
/// @param error the protocol's error code; empty where it has none
/// @param description for the developer
/// @param errorId names the whole decision in the operator's log
/// @param backUri a web address, or a path on this server, from which the person can try again
public record ErrorPage(
        Locale locale,
        int status,
        String error,
        String description,
        String errorId,
        @Nullable String backUri) {
    public ErrorPage {
        backUri = WebAddress.orNull(backUri);
    }

    /// The key of the words for the person.
    public String message() {
        return switch (status) {
            case 403 -> "error.forbidden";
            case 404, 405, 410 -> "error.not_found";
            case 429, 503 -> "error.busy";
            default -> status >= 500 ? "error.fault" : "error.refused";
        };
    }
}
