package dev.cardea.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds the name that somebody probably meant.
final class Spelling {
    private Spelling() {}

    /// The nearest of `names` that needs at most a third of its letters changed.
    static Optional<String> nearest(String written, Collection<String> names) {
        var folded = fold(written);
        return names.stream()
                .filter(name -> distance(folded, fold(name)) * 3 <= Math.max(name.length(), 3))
                .min(Comparator.comparingInt((String name) -> distance(folded, fold(name)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /// Case and the choice of separator are not what people get wrong by intention.
    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_. ]", "");
    }

    /// How many letters must be added, left out, replaced or swapped with their neighbour (optimal string alignment).
    private static int distance(String a, String b) {
        var d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) d[i][0] = i;
        for (int j = 0; j <= b.length(); j++) d[0][j] = j;
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1))
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
            }
        }
        return d[a.length()][b.length()];
    }
}
