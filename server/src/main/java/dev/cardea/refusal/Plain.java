package dev.cardea.refusal;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Turns what came from anywhere into text of a bounded length that controls no terminal. One of them for each
/// decision: what it lets through is bounded in all.
final class Plain {
    /// Where text was cut off.
    static final String CUT = "…";
    private static final int LONGEST_READ = 4096;
    private static final int LONGEST = 400;
    private static final int MOST = 20;
    private static final int ALL = 4000;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}]");
    /// RFC 3986 §3.2.1: some people put passwords there.
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/?#]*@");
    private int left = ALL;

    String text(Object value) {
        int room = Math.max(0, Math.min(LONGEST, left));
        // Cut first: whatever else is done to it must not take long.
        var printable = UNPRINTABLE.matcher(cut(String.valueOf(value), LONGEST_READ)).replaceAll(" ");
        var text = cut(USER_INFO.matcher(printable).replaceAll("…@"), room);
        left -= text.length();
        return text;
    }

    private static String cut(String text, int length) {
        return text.length() > length ? text.substring(0, length) + CUT : text;
    }

    /// Text, a number, or a list of texts.
    Object value(Object value) {
        return switch (value) {
            case Collection<?> several -> several.stream().limit(MOST).map(this::text).toList();
            case Number number -> number;
            case Boolean flag -> flag;
            default -> text(value);
        };
    }

    Map<String, Object> facts(Map<String, Supplier<?>> facts) {
        var plain = new LinkedHashMap<String, Object>();
        facts.forEach((name, value) -> plain.put(name, value(value.get())));
        return plain;
    }

    static List<String> some(Collection<String> values) {
        return values.stream().sorted().limit(MOST).toList();
    }
}
