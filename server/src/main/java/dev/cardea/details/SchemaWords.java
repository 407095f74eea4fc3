package dev.cardea.details;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The words for people in a schema: `title` of what it describes, `title#de` in another language.
///
/// @param root what references start from
/// @param node the part that describes a value
record SchemaWords(Map<?, ?> root, Map<?, ?> node) {
    private static final String TITLE = "title";
    private static final int FURTHEST = 10;

    /// The part for a member of an object.
    SchemaWords member(String name) {
        return node.get("properties") instanceof Map<?, ?> members ? at(members.get(name)) : at(null);
    }

    /// Names in the order in which the schema has them, whatever the client's was; then those that it does not name.
    Set<String> inOrder(Set<?> names) {
        var ordered = new LinkedHashSet<String>();
        if (node.get("properties") instanceof Map<?, ?> members) members.keySet().forEach(name -> {
            if (names.contains(name)) ordered.add((String) name);
        });
        names.forEach(name -> ordered.add((String) name));
        return ordered;
    }

    /// The part for each item of an array.
    SchemaWords items() {
        return at(node.get("items"));
    }

    private SchemaWords at(@Nullable Object part) {
        var found = part;
        for (int i = 0; i < FURTHEST; i++) {
            // What stands beside a reference counts, its title first of all.
            if (!(found instanceof Map<?, ?> map) || map.containsKey(TITLE)
                    || !(map.get("$ref") instanceof String reference) || !reference.startsWith("#/"))
                break;
            found = referred(reference.substring(2));
        }
        return new SchemaWords(root, found instanceof Map<?, ?> map ? map : Map.of());
    }

    private @Nullable Object referred(String pointer) {
        @Nullable
        Object found = root;
        for (var name : pointer.split("/", -1))
            found = found instanceof Map<?, ?> map ? map.get(name) : null;
        return found;
    }

    /// What the value is called; empty where the schema does not say.
    Optional<String> title(Locale locale) {
        return title(node, locale);
    }

    /// What one of several values is called: `oneOf: [{ const: read, title: … }]`. The value itself where the schema does
    /// not say.
    String value(String value, Locale locale) {
        return Stream.of("oneOf", "anyOf")
                .flatMap(name -> node.get(name) instanceof List<?> several ? several.stream() : Stream.of())
                .filter(one -> one instanceof Map<?, ?> map && value.equals(map.get("const")))
                .flatMap(one -> title((Map<?, ?>) one, locale).stream())
                .findFirst()
                .orElse(value);
    }

    private static Optional<String> title(Map<?, ?> node, Locale locale) {
        for (var tag : List.of("#" + locale.toLanguageTag(), "#" + locale.getLanguage(), ""))
            if (node.get(TITLE + tag) instanceof String text && !text.isBlank()) return Optional.of(text);
        return Optional.empty();
    }
}
