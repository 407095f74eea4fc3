package dev.cardea.http;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/// Names requests: unique over nodes and restarts, without the cost of randomness for each.
final class RequestIds {
    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuv";
    private final String node;
    private final AtomicLong last = new AtomicLong();

    RequestIds(SecureRandom random) {
        var bytes = new byte[6];
        random.nextBytes(bytes);
        node = HexFormat.of().formatHex(bytes) + "-";
    }

    String next() {
        long number = last.incrementAndGet();
        var text = new StringBuilder(24).append(node);
        int digits = Math.max(1, (64 - Long.numberOfLeadingZeros(number) + 4) / 5);
        for (int i = digits - 1; i >= 0; i--) text.append(DIGITS.charAt((int) (number >>> (5 * i)) & 31));
        return text.toString();
    }
}
