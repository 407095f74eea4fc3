package dev.cardea.html;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The password, the factors, the recovery codes and the remembered devices of a person.
///
/// @param choices what can be set up
/// @param codesLeft recovery codes
/// @param done what was done just now, null where nothing was
/// @param required whether the last factor has to stay
public record SecurityPage(
        Locale locale,
        String action,
        String userName,
        List<One> factors,
        List<EnrolPage.Choice> choices,
        int codesLeft,
        String csrf,
        List<Device> devices,
        @Nullable String done,
        boolean required) {
    public SecurityPage {
        factors = List.copyOf(factors);
        choices = List.copyOf(choices);
        devices = List.copyOf(devices);
    }

    /// @param kind `passkey`, `totp` or `email`
    /// @param lastUsedAt null where it was not used yet
    public record One(
            String id, String csrf, String kind, String name, Instant since, @Nullable Instant lastUsedAt) {}

    public record Device(String id, String csrf, String browser, String address, Instant since, Instant until) {}

    public String day(Instant instant) {
        return Moment.day(instant, locale);
    }
}
