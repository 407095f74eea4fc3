package dev.cardea.log;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;

/// One line of the log as a JSON object, of ASCII characters alone. Written by hand because there is one for every
/// request: a good deal cheaper than a mapper.
final class JsonLine {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.")
            .withZone(ZoneOffset.UTC);
    private static final String HEX = "0123456789abcdef";
    private static volatile Second second = new Second(0, SECONDS.format(Instant.EPOCH));

    private record Second(long epoch, String text) {}

    private final StringBuilder json = new StringBuilder(400);

    JsonLine(Instant at) {
        int millis = at.get(ChronoField.MILLI_OF_SECOND);
        json.append("{\"@timestamp\":\"").append(toSecond(at));
        if (millis < 100) json.append('0');
        if (millis < 10) json.append('0');
        json.append(millis).append("Z\"");
    }

    /// Remembered, because the next line is most often of the same second.
    private static String toSecond(Instant at) {
        var last = second;
        if (last.epoch() == at.getEpochSecond()) return last.text();
        var now = new Second(at.getEpochSecond(), SECONDS.format(at));
        second = now;
        return now.text();
    }

    JsonLine text(String name, String value) {
        name(name).append('"');
        escape(value);
        json.append('"');
        return this;
    }

    JsonLine number(String name, long value) {
        name(name).append(value);
        return this;
    }

    /// `true`, for what is said only where it is so.
    JsonLine flag(String name) {
        name(name).append(true);
        return this;
    }

    /// With the line's end.
    String end() {
        return json.append("}\n").toString();
    }

    private StringBuilder name(String name) {
        json.append(",\"");
        escape(name);
        return json.append("\":");
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') json.append(c);
            else
                json.append("\\u")
                        .append(HEX.charAt(c >> 12))
                        .append(HEX.charAt((c >> 8) & 15))
                        .append(HEX.charAt((c >> 4) & 15))
                        .append(HEX.charAt(c & 15));
        }
    }
}
