package dev.cardea.config;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Collects mistakes while reading goes on, so that all are reported at once.
public final class Mistakes {
    /// A set: a setting that is looked at twice is still wrong once.
    private final Set<Mistake> found = new LinkedHashSet<>();

    void add(Place place, String path, String problem, String remedy) {
        found.add(new Mistake(place, path, problem, remedy));
    }

    List<Mistake> inOrder() {
        return found.stream().sorted(Comparator.comparing(Mistake::place)).toList();
    }
}
