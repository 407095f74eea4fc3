package dev.cardea.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Settings as they were written, whatever the format: YAML with places, JSON without.
sealed interface Tree {
    Place place();

    /// What it is, in the words of a mistake.
    String kind();

    /// As plain lists, maps, strings, numbers and booleans.
    @Nullable
    Object plain();

    /// @param written as it stands in the file, before `${…}` is replaced: the only form that mistakes show
    /// @param value a string, a number, a boolean, or null for an empty value
    record Scalar(Place place, String written, @Nullable Object value) implements Tree {
        @Override
        public String kind() {
            return value == null ? "empty" : "a single value";
        }

        @Override
        public @Nullable Object plain() {
            return value;
        }
    }

    record Items(Place place, List<Tree> items) implements Tree {
        @Override
        public String kind() {
            return "a list";
        }

        @Override
        public Object plain() {
            var plain = new ArrayList<@Nullable Object>();
            for (var item : items) plain.add(item.plain());
            return plain;
        }
    }

    record Entries(Place place, Map<String, Entry> entries) implements Tree {
        static final Entries NONE = new Entries(Place.NONE, Map.of());

        @Override
        public String kind() {
            return "a section with names";
        }

        @Override
        public Map<String, Object> plain() {
            var plain = new LinkedHashMap<String, Object>();
            entries.forEach((name, entry) -> {
                var value = entry.value().plain();
                if (value != null) plain.put(name, value);
            });
            return plain;
        }
    }

    record Entry(Place name, Tree value) {}

    /// A tree of what a JSON reader made. Nothing in it is expanded: `${…}` is for files that an operator wrote.
    static Tree of(@Nullable Object plain) {
        return switch (plain) {
            case Map<?, ?> map -> {
                var entries = new LinkedHashMap<String, Entry>();
                map.forEach((name, value) -> entries.put(String.valueOf(name), new Entry(Place.NONE, of(value))));
                yield new Entries(Place.NONE, entries);
            }
            case List<?> list -> new Items(Place.NONE, list.stream().map(Tree::of).toList());
            case null -> new Scalar(Place.NONE, "", null);
            default -> new Scalar(Place.NONE, plain.toString(), plain);
        };
    }
}
