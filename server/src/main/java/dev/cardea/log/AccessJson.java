package dev.cardea.log;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Writes access lines as JSON by hand, a good deal cheaper than the encoder that writes all others: there is one for
/// every request.
final class AccessJson {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.")
            .withZone(ZoneOffset.UTC);
    private static final String HEX = "0123456789abcdef";
    private volatile Second second = new Second(0, SECONDS.format(Instant.EPOCH));

    private record Second(long epoch, String text) {}

    /// One line, of ASCII characters alone.
    String write(AccessLine line, Instant at) {
        var json = new StringBuilder(400).append("{\"@timestamp\":\"");
        time(json, at);
        json.append("\",\"level\":\"INFO\",\"logger_name\":\"access\",\"message\":\"request\"");
        text(json, "request_id", line.requestId());
        text(json, "method", line.method());
        text(json, "route", line.route());
        json.append(",\"status\":").append(line.status());
        json.append(",\"duration_us\":").append(line.micros());
        json.append(",\"bytes\":").append(line.bytes());
        text(json, "address", line.address());
        if (line.client() != null) text(json, "client_id", line.client());
        if (line.aborted()) json.append(",\"aborted\":true");
        return json.append("}\n").toString();
    }

    private void time(StringBuilder json, Instant at) {
        var now = second;
        if (now.epoch() != at.getEpochSecond()) {
            now = new Second(at.getEpochSecond(), SECONDS.format(at));
            second = now;
        }
        int millis = at.getNano() / 1_000_000;
        json.append(now.text());
        if (millis < 100) json.append('0');
        if (millis < 10) json.append('0');
        json.append(millis).append('Z');
    }

    private static void text(StringBuilder json, String name, String value) {
        json.append(",\"").append(name).append("\":\"");
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
        json.append('"');
    }
}
