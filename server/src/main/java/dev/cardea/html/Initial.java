package dev.cardea.html;

import java.util.Locale;

/// What stands in for a picture of someone or something that has none.
public final class Initial {
    private static final String NONE = "·";

    private Initial() {}

    /// The first letter or digit of a name.
    public static String of(String name) {
        return name.codePoints()
                .filter(Character::isLetterOrDigit)
                .mapToObj(Character::toString)
                .findFirst()
                .map(letter -> letter.toUpperCase(Locale.ROOT))
                .orElse(NONE);
    }
}
