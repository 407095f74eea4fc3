package dev.cardea.refusal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds which of the registered addresses somebody meant, and what exactly is different. In time proportional to their
/// lengths, since anybody can ask for it.
///
/// @param closest the registered one that has most in common with what was sent
record Comparison(String closest, String difference) {
    private static final int LONGEST = 2048;

    static Optional<Comparison> of(String sent, Collection<String> registered) {
        if (sent.length() > LONGEST) return Optional.empty();
        return registered.stream()
                .sorted()
                .max(Comparator.comparingInt(one -> common(sent, one)))
                .map(one -> new Comparison(one, difference(sent, one)));
    }

    /// Twice what they share at both ends, less what they do not.
    private static int common(String a, String b) {
        int shared = prefix(a, b) + suffix(a, b, prefix(a, b));
        return 3 * shared - a.length() - b.length();
    }

    private static int prefix(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) if (a.charAt(i) != b.charAt(i)) return i;
        return length;
    }

    private static int suffix(String a, String b, int prefix) {
        int length = Math.min(a.length(), b.length()) - prefix;
        for (int i = 0; i < length; i++)
            if (a.charAt(a.length() - 1 - i) != b.charAt(b.length() - 1 - i)) return i;
        return length;
    }

    private static String difference(String sent, String registered) {
        if (sent.equals(registered)) return "none";
        int from = prefix(sent, registered);
        int end = suffix(sent, registered, from);
        var surplus = sent.substring(from, sent.length() - end);
        var lacking = registered.substring(from, registered.length() - end);
        var place = " at character " + (from + 1);
        var what = surplus.isEmpty()
                ? "'" + lacking + "' is missing" + place
                : lacking.isEmpty()
                        ? "'" + surplus + "' is too much" + place
                        : "'" + surplus + "' was sent" + place + " where '" + lacking + "' is registered";
        return sent.toLowerCase(Locale.ROOT).equals(registered.toLowerCase(Locale.ROOT))
                ? what + " (upper and lower case count)"
                : what;
    }
}
