package dev.cardea.config;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Collects mistakes while reading goes on, so that all are reported at once.
public final class Mistakes {
    /// A set: a setting that is looked at twice is still wrong once.
    private final Set<Mistake> found = new LinkedHashSet<>();

    /// Values whose references lead nowhere: what else is wrong with them cannot be known.
    private final Set<Where> unread = new HashSet<>();

    private record Where(Place place, String path) {}

    void unread(Place place, String path, String problem, String remedy) {
        found.add(new Mistake(place, path, problem, remedy));
        unread.add(new Where(place, path));
    }

    void add(Place place, String path, String problem, String remedy) {
        if (!unread.contains(new Where(place, path))) found.add(new Mistake(place, path, problem, remedy));
    }

    List<Mistake> inOrder() {
        return found.stream().sorted(Comparator.comparing(Mistake::place)).toList();
    }
}
