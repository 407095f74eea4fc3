package dev.cardea.bench.enumeration;

import java.util.Arrays;
import java.util.Locale;

/// Two sets of durations, and how well one can be told from the other.
///
/// @param distance the largest one between the two distributions (Kolmogorov-Smirnov)
/// @param chance how often two sets of the same distribution differ by as much
/// @param guess how often one of each is put in the right order: 50 % tells nothing
record Comparison(double knownMedian, double unknownMedian, double distance, double chance, double guess) {
    private static final int TERMS = 100;
    private static final double NANOS_A_MILLI = 1e6;

    static Comparison of(long[] known, long[] unknown) {
        var a = known.clone();
        var b = unknown.clone();
        Arrays.sort(a);
        Arrays.sort(b);
        double distance = distance(a, b);
        double size = Math.sqrt((double) a.length * b.length / (a.length + b.length));
        return new Comparison(median(a), median(b), distance, chance((size + 0.12 + 0.11 / size) * distance),
                guess(a, b));
    }

    private static double median(long[] sorted) {
        return sorted[sorted.length / 2] / NANOS_A_MILLI;
    }

    private static double distance(long[] a, long[] b) {
        double largest = 0;
        for (int i = 0, j = 0; i < a.length && j < b.length;) {
            long at = Math.min(a[i], b[j]);
            while (i < a.length && a[i] <= at) i++;
            while (j < b.length && b[j] <= at) j++;
            largest = Math.max(largest, Math.abs((double) i / a.length - (double) j / b.length));
        }
        return largest;
    }

    /// The tail of Kolmogorov's distribution.
    private static double chance(double lambda) {
        double sum = 0;
        for (int k = 1; k <= TERMS; k++)
            sum += (k % 2 == 1 ? 2 : -2) * Math.exp(-2 * lambda * lambda * k * k);
        return Math.clamp(sum, 0, 1);
    }

    private static double guess(long[] a, long[] b) {
        double right = 0;
        for (long one : a) for (long other : b) right += one < other ? 1 : one == other ? 0.5 : 0;
        double share = right / ((double) a.length * b.length);
        return Math.max(share, 1 - share);
    }

    String row(String what, int samples) {
        return String.format(Locale.ROOT, "| %s | 2 × %d | %.2f ms | %.2f ms | %.3f | %.2f | %.1f %% |", what, samples,
                knownMedian, unknownMedian, distance, chance, 100 * guess);
    }
}
