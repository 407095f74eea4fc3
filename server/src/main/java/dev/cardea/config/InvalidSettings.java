package dev.cardea.config;

import java.util.List;
import java.util.stream.Collectors;

/// The settings cannot be used. Carries every mistake, in the order of the file.
public final class InvalidSettings extends RuntimeException {
    private final transient List<Mistake> mistakes;

    public InvalidSettings(List<Mistake> mistakes) {
        super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")), null, false, false);
        this.mistakes = List.copyOf(mistakes);
    }

    public List<Mistake> mistakes() {
        return mistakes;
    }

    /// One line for each mistake, starting with the name of the file and the line.
    public List<String> in(String file) {
        return mistakes.stream().map(mistake -> mistake.in(file)).toList();
    }
}
