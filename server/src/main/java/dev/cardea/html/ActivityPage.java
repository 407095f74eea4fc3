package dev.cardea.html;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What happened with an account.
///
/// @param older where the page before this one in time is; null where there is none
public record ActivityPage(Locale locale, String userName, List<Event> events, @Nullable String older) {
    public ActivityPage {
        events = List.copyOf(events);
    }

    /// @param type as in the audit log
    /// @param client name of the application concerned, empty where there is none
    /// @param address where it came from, empty where the server did it by itself
    public record Event(String type, Instant at, String client, String address) {
        /// The key of what it is called.
        public String message(Messages m) {
            var name = "activity.event." + type.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
            return m.has(name) ? name : "activity.event.other";
        }
    }

    public String minute(Instant instant) {
        return Moment.minute(instant, locale);
    }
}
