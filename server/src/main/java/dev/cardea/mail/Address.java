package dev.cardea.mail;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Somebody's e-mail address, as far as it may be shown: who operates the server need not know it to see what became of
/// a mail, and a log is read by many.
public final class Address {
    private Address() {}

    /// The first character, and the domain: `a***@acme.example`.
    public static String masked(String address) {
        int at = address.lastIndexOf('@');
        if (at <= 0) return "***";
        return address.substring(0, address.offsetByCodePoints(0, 1)) + "***"
                + address.substring(at).toLowerCase(Locale.ROOT);
    }

    /// The text with the address masked: mail servers like to repeat it.
    static String maskedIn(String text, String address) {
        return Pattern.compile(Pattern.quote(address), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(text)
                .replaceAll(Matcher.quoteReplacement(masked(address)));
    }
}
