package dev.cardea.html;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The end of a session.
///
/// @param continueUri a web address, or a path on this server, that the person may go on to
/// @param name whose address that is: an application or an organization
/// @param onward whether the person is taken there without being asked
/// @param frames addresses that are loaded unseen, to sign the person out there too
public record SignedOutPage(
        Locale locale, @Nullable String continueUri, @Nullable String name, boolean onward, List<String> frames) {
    public SignedOutPage {
        // Where the person is taken was registered by the client, and may be an application on a phone.
        if (!onward) continueUri = WebAddress.orNull(continueUri);
        frames = List.copyOf(frames);
    }

    public SignedOutPage(Locale locale, @Nullable String continueUri, @Nullable String name) {
        this(locale, continueUri, name, false, List.of());
    }

    /// @param target registered by the client
    public static SignedOutPage onTheWay(Locale locale, String target, @Nullable String name) {
        return new SignedOutPage(locale, target, name, true, List.of());
    }

    public SignedOutPage loading(List<String> addresses) {
        return new SignedOutPage(locale, continueUri, name, onward, addresses);
    }
}
