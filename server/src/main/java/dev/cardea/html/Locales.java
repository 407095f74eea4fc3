package dev.cardea.html;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The languages that pages speak, and the choice among them.
public final class Locales {
    /// The first is spoken to those who understand none of them.
    static final List<Locale> SPOKEN = List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH);
    private static final int MAX_LENGTH = 256;

    private Locales() {}

    /// The client's word (`ui_locales`, OIDC Core §3.1.2.1) goes before the browser's.
    ///
    /// @param uiLocales space-separated BCP 47 tags, most wanted first
    public static Locale negotiate(@Nullable String uiLocales, List<String> acceptLanguageHeaders) {
        var asked = uiLocales == null ? null : lookup(uiLocales.strip().replaceAll(" +", ","));
        var accepted = asked == null ? lookup(String.join(",", acceptLanguageHeaders)) : asked;
        return accepted == null ? SPOKEN.getFirst() : accepted;
    }

    private static @Nullable Locale lookup(String ranges) {
        if (ranges.isEmpty() || ranges.length() > MAX_LENGTH) return null;
        try {
            return Locale.lookup(Locale.LanguageRange.parse(ranges), SPOKEN);
        } catch (IllegalArgumentException _) {
            return null; // a header that nobody can read asks for nothing
        }
    }
}
