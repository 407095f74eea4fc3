package dev.cardea.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Durations and sizes with their units.
public final class Amounts {
    static final String DURATIONS = "a number with a unit: 500ms, 60s, 10m, 12h or 30d";
    static final String SIZES = "a number with a unit: 512B, 256KB or 10MB";
    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,9})([a-zA-Z]+)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));
    private static final Map<String, Long> BYTES = Map.of("B", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30);

    private Amounts() {}

    public static Optional<Duration> duration(String text) {
        var matcher = AMOUNT.matcher(text);
        if (!matcher.matches()) return Optional.empty();
        return Optional.ofNullable(UNITS.get(matcher.group(2)))
                .map(unit -> unit.multipliedBy(Long.parseLong(matcher.group(1))));
    }

    /// KB is 1024 bytes.
    static Optional<Long> size(String text) {
        var matcher = AMOUNT.matcher(text);
        if (!matcher.matches()) return Optional.empty();
        return Optional.ofNullable(BYTES.get(matcher.group(2)))
                .map(unit -> unit * Long.parseLong(matcher.group(1)));
    }

    /// As somebody would write it, e.g. `10m`.
    static String write(Duration duration) {
        if (duration.toMillis() % 1000 != 0) return duration.toMillis() + "ms";
        long seconds = duration.toSeconds();
        if (seconds == 0) return "0s";
        if (seconds % Duration.ofDays(1).toSeconds() == 0) return duration.toDays() + "d";
        if (seconds % Duration.ofHours(1).toSeconds() == 0) return duration.toHours() + "h";
        return seconds % 60 == 0 ? duration.toMinutes() + "m" : seconds + "s";
    }
}
