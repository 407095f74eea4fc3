package dev.cardea.bench.floor;

import dev.cardea.user.Argon2Cost;
import dev.cardea.user.HashingLimits;
import dev.cardea.user.PasswordHashing;
import java.security.SecureRandom;
import java.time.Duration;

/// Verifies a password again and again, without a server around it. Prints the microseconds of processor time of one.
final class HashCost {
    private static final int WARM_UP = 20;
    private static final int MEASURED = 100;

    private HashCost() {}

    static void main() {
        try (var hashing = new PasswordHashing(
                Argon2Cost.STANDARD, new HashingLimits(1, 1, Duration.ofMinutes(1)), new SecureRandom())) {
            var hash = hashing.hash("correct horse battery staple");
            verify(hashing, hash, WARM_UP);
            var before = processorTime();
            verify(hashing, hash, MEASURED);
            System.out.println(processorTime().minus(before).toNanos() / 1_000 / MEASURED);
        }
    }

    private static void verify(PasswordHashing hashing, String hash, int times) {
        for (int i = 0; i < times; i++)
            if (!hashing.verify("correct horse battery staple", hash).matches()) throw new IllegalStateException();
    }

    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }
}
