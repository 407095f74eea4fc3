package dev.cardea.html;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/// Moments as people write them, in UTC.
public final class Moment {
    private Moment() {}

    /// The day.
    public static String day(Instant instant, Locale locale) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(locale)
                .format(instant.atOffset(ZoneOffset.UTC));
    }

    /// The day and the minute.
    public static String minute(Instant instant, Locale locale) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .withLocale(locale)
                .format(instant.atOffset(ZoneOffset.UTC)) + " UTC";
    }
}
