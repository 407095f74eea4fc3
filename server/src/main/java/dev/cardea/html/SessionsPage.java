package dev.cardea.html;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// Where a person is signed in, each with a form that ends it.
///
/// @param csrf of the form that ends all but this one
/// @param ended whether something was ended just now
public record SessionsPage(
        Locale locale, String action, String userName, String csrf, List<Place> places, boolean ended) {
    public SessionsPage {
        places = List.copyOf(places);
    }

    /// @param id what the form sends as `request`
    /// @param browser empty where it is not known
    /// @param clients names of the applications that were opened in it
    /// @param here whether it is the one that the page is shown in
    public record Place(
            String id,
            String csrf,
            String browser,
            String address,
            Instant since,
            Instant lastSeenAt,
            List<String> clients,
            boolean here) {
        public Place {
            clients = List.copyOf(clients);
        }
    }

    public String minute(Instant instant) {
        return Moment.minute(instant, locale);
    }

    public boolean hasOthers() {
        return places.stream().anyMatch(place -> !place.here());
    }
}
