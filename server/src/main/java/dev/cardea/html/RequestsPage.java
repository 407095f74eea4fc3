package dev.cardea.html;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What applications ask of a person who did not come from them.
///
/// @param action where the forms are posted to
/// @param result of the form that was sent, null where none was
public record RequestsPage(
        Locale locale,
        String action,
        List<Card> cards,
        String userName,
        @Nullable String userEmail,
        Code code,
        @Nullable Result result) {
    public RequestsPage {
        cards = List.copyOf(cards);
    }

    /// The person's code for those who may ask.
    ///
    /// @param action where its form is posted to
    /// @param isSet whether there is one
    public record Code(String action, String csrf, boolean isSet) {}

    /// What became of the form that was sent.
    public enum Result {
        ALLOWED(200, "allowed"), DENIED(200, "denied"),
        /// Somebody else decided, it took too long, or it never was.
        GONE(400, "gone"),
        /// The link leads to no request that this person can decide on.
        ELSEWHERE(400, "elsewhere"),
        /// The form was not the one that this browser was given.
        EXPIRED(400, "expired");

        final int status;
        private final String name;

        Result(int status, String name) {
            this.status = status;
            this.name = name;
        }

        public boolean isProblem() {
            return status != 200;
        }

        /// The key of the sentence that says it.
        public String message() {
            return "requests.result." + name;
        }
    }

    /// One request.
    ///
    /// @param request the hidden field that says which one it is
    /// @param bindingMessage that the application shows too, null where it shows none
    /// @param minutes for which it still waits
    public record Card(
            String request,
            String csrf,
            String clientName,
            @Nullable String clientUri,
            @Nullable String bindingMessage,
            List<String> scopes,
            List<DetailCard> details,
            long minutes) {
        public Card {
            clientUri = WebAddress.orNull(clientUri);
            scopes = List.copyOf(scopes);
            details = List.copyOf(details);
        }

        public String clientHost() {
            return clientUri == null ? "" : Objects.requireNonNullElse(URI.create(clientUri).getHost(), clientUri);
        }
    }

    int status() {
        return result == null ? 200 : result.status;
    }
}
