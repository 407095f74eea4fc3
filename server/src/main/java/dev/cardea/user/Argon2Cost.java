package dev.cardea.user;

/// What one Argon2 hash costs (RFC 9106 §3.1). The limits keep a hash that somebody imported from taking all memory
/// or more than about a second.
///
/// @param memoryKib `m`, in KiB
/// @param iterations `t`, passes over that memory
/// @param parallelism `p`, lanes
public record Argon2Cost(int memoryKib, int iterations, int parallelism) {
    /// OWASP's first choice for a server: 19 MiB, two passes.
    public static final Argon2Cost STANDARD = new Argon2Cost(19 * 1024, 2, 1);
    static final int MAX_MEMORY_KIB = 256 * 1024;
    static final int MAX_KIB_PASSES = 4 * MAX_MEMORY_KIB;
    static final int MAX_PARALLELISM = 16;
    private static final int KIB_PER_LANE = 8; // RFC 9106 §3.1: m is at least 8p

    public Argon2Cost {
        if (parallelism < 1 || parallelism > MAX_PARALLELISM)
            throw new IllegalArgumentException(
                    "argon2 p=%d is not within 1 to %d".formatted(parallelism, MAX_PARALLELISM));
        if (memoryKib < KIB_PER_LANE * parallelism || memoryKib > MAX_MEMORY_KIB)
            throw new IllegalArgumentException("argon2 m=%d is not within %d (8 for each lane) to %d"
                    .formatted(memoryKib, KIB_PER_LANE * parallelism, MAX_MEMORY_KIB));
        if (iterations < 1 || (long) memoryKib * iterations > MAX_KIB_PASSES)
            throw new IllegalArgumentException(
                    "argon2 t=%d is less than 1 or makes m times t more than %d".formatted(iterations, MAX_KIB_PASSES));
    }
}
