package dev.cardea.http;

import dev.cardea.oauth.OAuthException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Why a request was refused, for the operator.
///
/// @param error as in the answer
/// @param section the rule that refuses; null where only the error tells
/// @param facts that the decision was based on, none of them secret
/// @param asked the parameters that counted where they are others than were sent: those of a request object, or of a
///     request that had been pushed before
public record Refused(
        String error,
        String description,
        @Nullable String section,
        Map<String, Supplier<?>> facts,
        @Nullable Form asked) {
    /// Keeps what was refused, and why.
    @FunctionalInterface
    public interface Keeper {
        /// Called just before the request is answered: does not block and does not throw.
        ///
        /// @param place the route's pattern, or the path where there is no such route
        void keep(Request request, String place, int status, Refused refused);
    }

    static Refused of(OAuthException refusal, @Nullable Form asked) {
        var error = refusal.error();
        return new Refused(error.code().name(), error.description(), refusal.section().orElse(null), refusal.facts(),
                asked);
    }

    static Refused of(String error, String description) {
        return new Refused(error, description, null, Map.of(), null);
    }
}
