package dev.cardea.html;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The addresses of a person, each with what can be done about it.
///
/// @param csrf of the form that adds one
/// @param managed whether the operator says what the account is known by
/// @param problem key of a message, null for none
/// @param done key of a message about what was done just now, null for nothing
public record EmailsPage(
        Locale locale,
        int status,
        String action,
        String userName,
        String csrf,
        List<Address> addresses,
        boolean managed,
        @Nullable String problem,
        @Nullable String done) {
    public EmailsPage {
        addresses = List.copyOf(addresses);
    }

    /// @param primary whether the account is known by it
    public record Address(String address, String csrf, boolean verified, boolean primary) {}
}
