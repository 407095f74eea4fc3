package dev.cardea.html;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The applications that a person gave access to, each with a form that takes it back.
///
/// @param withdrawn the name of the application that lost its access just now; null where none did
public record ApplicationsPage(
        Locale locale,
        String action,
        String userName,
        List<Application> applications,
        @Nullable String withdrawn) {
    public ApplicationsPage {
        applications = List.copyOf(applications);
    }

    /// @param id what the form sends as `request`
    /// @param uri from the client's registration: shown only where it is a web address
    /// @param scopes scope values, to be said in words
    /// @param lastUsedAt null where it is not known
    /// @param lasting whether it has access while the person is away
    /// @param trusted whether it gets in again without asking
    public record Application(
            String id,
            String csrf,
            String name,
            @Nullable String uri,
            List<String> scopes,
            List<DetailCard> details,
            Instant since,
            @Nullable Instant lastUsedAt,
            boolean lasting,
            boolean trusted) {
        public Application {
            uri = WebAddress.orNull(uri);
            scopes = List.copyOf(scopes);
            details = List.copyOf(details);
        }

        public String host() {
            return uri == null ? "" : Objects.requireNonNullElse(URI.create(uri).getHost(), uri);
        }
    }

    public String day(Instant instant) {
        return Moment.day(instant, locale);
    }
}
