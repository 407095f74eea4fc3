package dev.cardea.html;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a person finds at `/`.
///
/// @param userName who is signed in; null where nobody is
/// @param accountUri where the person looks after the account
public record HomePage(
        Locale locale,
        @Nullable String userName,
        String signInUri,
        String signOutUri,
        String accountUri) {}
