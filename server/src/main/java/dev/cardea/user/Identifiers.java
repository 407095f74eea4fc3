package dev.cardea.user;

import java.text.Normalizer;
import java.util.Locale;

/// The one canonical form in which e-mail addresses and usernames are looked up, counted and kept unique.
public final class Identifiers {
    private Identifiers() {}

    /// NFKC, case-folded, without surrounding white space. Folding is repeated after normalization because each can
    /// undo the other for a few characters.
    public static String normalize(String identifier) {
        var folded = fold(fold(identifier));
        return folded.strip();
    }

    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }
}
