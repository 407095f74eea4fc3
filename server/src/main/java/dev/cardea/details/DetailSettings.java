package dev.cardea.details;

import dev.cardea.config.Document;
import dev.cardea.config.InvalidSettings;
import dev.cardea.config.Section;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads `authorization_details_types`.
public final class DetailSettings {
    private static final String SCHEMA = "schema";
    private static final int LARGEST = 64 * 1024;
    /// Keywords that have numbers: the reader of settings leaves fractions as they are written.
    private static final Set<String> NUMBERS = Set.of("multipleOf", "minimum", "maximum", "exclusiveMinimum",
            "exclusiveMaximum");

    private DetailSettings() {}

    /// @param directory what the names of files start from
    public static List<DetailType> read(Section root, Path directory) {
        var known = new HashSet<String>();
        return root.sections("authorization_details_types").stream().map(section -> {
            var type = type(section, directory);
            if (!known.add(type.name())) section.mistake("type", "is declared twice", "keep one of them");
            return type;
        }).toList();
    }

    private static DetailType type(Section section, Path directory) {
        var name = section.requiredValue("type", "write the type that clients name");
        name.filter(value -> !value.text().matches("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,200}"))
                .ifPresent(value -> value.wrong("is no type",
                        "use up to 200 visible ASCII characters, without quotes"));
        var type = name.map(value -> value.text()).orElse("?");
        return new DetailType(
                type,
                section.localized("title", type),
                section.localized("description", ""),
                section.flag("open", false),
                schema(section, type, directory));
    }

    private static DetailSchema schema(Section section, String type, Path directory) {
        try {
            return DetailSchema.compile(type, written(section, directory));
        } catch (IllegalArgumentException e) {
            section.mistake(SCHEMA, "of the type " + type + " cannot be used: " + e.getMessage(),
                    "write a JSON Schema (2020-12), or the name of a file that has one");
            return DetailSchema.compile(type, Map.of());
        }
    }

    /// Without one, a detail says nothing but its type.
    private static Map<String, Object> written(Section section, Path directory) {
        if (!section.has(SCHEMA)) return Map.of();
        return switch (section.plain(SCHEMA).orElse("")) {
            case Map<?, ?> inline -> withNumbers(inline);
            case String file when !file.isEmpty() -> fromFile(directory, file);
            default -> throw new IllegalArgumentException("it is neither a section nor the name of a file");
        };
    }

    private static Map<String, Object> withNumbers(Map<?, ?> written) {
        var schema = new LinkedHashMap<String, Object>();
        written.forEach((name, value) -> schema.put(String.valueOf(name),
                NUMBERS.contains(name) && value instanceof String text && text.matches("-?[0-9]{1,15}\\.[0-9]{1,15}")
                        ? new BigDecimal(text)
                        : withNumbers(value)));
        return schema;
    }

    private static Object withNumbers(Object value) {
        return switch (value) {
            case Map<?, ?> schema -> withNumbers(schema);
            case List<?> several -> several.stream().map(DetailSettings::withNumbers).toList();
            default -> value;
        };
    }

    /// JSON is YAML too.
    private static Map<String, Object> fromFile(Path directory, String name) {
        try {
            var file = directory.resolve(name);
            if (Files.size(file) > LARGEST) throw new IllegalArgumentException(file + " has more than 64 KB");
            var document = Document.yaml(Files.readString(file), directory, Map.of());
            document.checkKnown();
            return withNumbers(document.root().plain());
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(
                    "the file " + name + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
        } catch (InvalidSettings e) {
            throw new IllegalArgumentException("the file " + name + ": " + e.getMessage(), e);
        }
    }
}
