package dev.cardea.html;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The end of a session.
///
/// @param continueUri a web address, or a path on this server, that the person may go on to
/// @param clientName the application at that address
public record SignedOutPage(Locale locale, @Nullable String continueUri, @Nullable String clientName) {
    public SignedOutPage {
        continueUri = WebAddress.orNull(continueUri);
    }
}
