package dev.cardea.mail;

import dev.cardea.html.Letter;
import dev.cardea.html.Letter.Part;
import dev.cardea.html.Messages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What people are told of their own account: a link that does something for it, or what was done with it. Its sentences
/// are `mail.<kind>.…` among the messages: `subject` and `sentence` always, `open` with a link, `about` with
/// something to compare, and perhaps `warning`.
///
/// @param kind spelled as among the messages
/// @param about what the person is to compare, such as an address; null for nothing
/// @param link null for none
/// @param lifetime of the link, zero where there is no end
public record AccountMail(
        String kind, @Nullable String about, @Nullable String link, Duration lifetime, Instant usefulUntil)
        implements
            Mail {
    private static final Duration NEWS = Duration.ofDays(3);
    private static final long MINUTES_AN_HOUR = 60;
    private static final long HOURS_A_DAY = 24;

    /// With a link, of use for as long as that is.
    public static AccountMail link(String kind, @Nullable String about, String link, Instant now, Instant expiresAt) {
        return new AccountMail(kind, about, link, Duration.between(now, expiresAt), expiresAt);
    }

    /// With the address of a page that anybody can open.
    public static AccountMail page(String kind, @Nullable String about, String page, Instant now) {
        return new AccountMail(kind, about, page, Duration.ZERO, now.plus(NEWS));
    }

    /// Of what happened.
    public static AccountMail news(String kind, @Nullable String about, Instant now) {
        return new AccountMail(kind, about, null, Duration.ZERO, now.plus(NEWS));
    }

    @Override
    public Letter letter(Locale locale, Messages m) {
        var key = "mail." + kind + ".";
        var parts = new ArrayList<Part>();
        parts.add(new Part.Sentence(m.get(key + "sentence")));
        if (about != null) parts.add(new Part.Value(m.get(key + "about"), about));
        if (link != null) parts.add(new Part.Link(m.get(key + "open"), link));
        if (!lifetime.isZero()) parts.add(new Part.SmallPrint(m.filled("mail.link.ends", lifetime(m))));
        if (m.has(key + "warning")) parts.add(new Part.SmallPrint(m.get(key + "warning")));
        return new Letter(m.get(key + "subject"), parts);
    }

    /// In the greatest unit that it is at least two of.
    private String lifetime(Messages m) {
        long minutes = Math.max(1, lifetime.toMinutes());
        long hours = minutes / MINUTES_AN_HOUR;
        long days = hours / HOURS_A_DAY;
        if (days > 1) return m.filled("mail.link.days", Long.toString(days));
        if (hours > 1) return m.filled("mail.link.hours", Long.toString(hours));
        return m.filled("mail.link.minutes", Long.toString(minutes));
    }

    @Override
    public String toString() {
        return "AccountMail[" + kind + "]";
    }
}
