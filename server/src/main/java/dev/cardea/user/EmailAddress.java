package dev.cardea.user;

import java.util.regex.Pattern;

/// E-mail addresses as people may give them: what browsers take in a field for one (HTML, "valid e-mail address"). Others
/// exist, but look like these too easily.
public final class EmailAddress {
    private static final int LONGEST = 254; // RFC 5321 §4.5.3.1.3, without the brackets
    private static final int LONGEST_NAME = 64;
    private static final Pattern USABLE = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@"
            + "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+");

    private EmailAddress() {}

    public static boolean isUsable(String text) {
        return text.length() <= LONGEST && USABLE.matcher(text).matches() && text.indexOf('@') <= LONGEST_NAME;
    }
}
