package dev.cardea.config;

/// Where in the file something is written, counted from 1. [#NONE] for what came from elsewhere.
public record Place(int line, int column) implements Comparable<Place> {
    public static final Place NONE = new Place(0, 0);

    @Override
    public int compareTo(Place other) {
        return line == other.line ? Integer.compare(column, other.column) : Integer.compare(line, other.line);
    }
}
