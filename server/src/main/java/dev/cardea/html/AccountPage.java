package dev.cardea.html;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where people begin who look after their own account.
///
/// @param name of the person, null where it is not known
/// @param identifier what the person signs in with
public record AccountPage(Locale locale, @Nullable String name, String identifier, @Nullable String organization) {
    public String title() {
        return name == null ? identifier : name;
    }
}
