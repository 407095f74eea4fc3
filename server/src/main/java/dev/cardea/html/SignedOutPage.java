package dev.cardea.html;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The end of a session.
///
/// @param continueUri a web address, or a path on this server, that the person may go on to
/// @param name whose address that is: an application or an organization
public record SignedOutPage(Locale locale, @Nullable String continueUri, @Nullable String name) {
    public SignedOutPage {
        continueUri = WebAddress.orNull(continueUri);
    }
}
