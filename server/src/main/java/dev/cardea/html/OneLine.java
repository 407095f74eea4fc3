package dev.cardea.html;

import java.util.regex.Pattern;

/// Text of others, for a place that has room for one line.
final class OneLine {
    /// Controls, line and paragraph separators, and what turns the direction of the text around it.
    private static final Pattern UNSEEN = Pattern.compile(
            "[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]+");

    private OneLine() {}

    static String of(String text) {
        return UNSEEN.matcher(text).replaceAll(" ").strip();
    }
}
