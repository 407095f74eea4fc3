package dev.cardea.html;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a person finds at `/`.
///
/// @param userName who is signed in; null where nobody is
/// @param signOutUri where to go to sign out; null shows no way
public record HomePage(
        Locale locale,
        @Nullable String userName,
        @Nullable String userEmail,
        @Nullable String signOutUri) {
    public HomePage {
        signOutUri = WebAddress.orNull(signOutUri);
    }
}
