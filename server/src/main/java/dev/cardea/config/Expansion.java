package dev.cardea.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Replaces `${env:NAME}` and `${file:/path}` in a value. `$${` stands for a plain `${`.
final class Expansion {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)\\}?");
    private static final long MAX_BYTES = 64 * 1024L;

    private final Map<String, String> environment;
    private final Path directory;

    /// @param directory what relative file names start from
    Expansion(Map<String, String> environment, Path directory) {
        this.environment = environment;
        this.directory = directory;
    }

    /// @param onMistake told what was found and what would be right
    String expand(String text, BiConsumer<String, String> onMistake) {
        if (!text.contains("${")) return text;
        return REFERENCE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) == null ? "${" : value(found.group(), found.group(1), onMistake)));
    }

    private String value(String written, String reference, BiConsumer<String, String> onMistake) {
        if (written.endsWith("}")) {
            if (reference.startsWith("env:")) return variable(reference.substring("env:".length()), onMistake);
            if (reference.startsWith("file:")) return file(reference.substring("file:".length()), onMistake);
        }
        onMistake.accept(
                written + " is not a reference", "write ${env:NAME} or ${file:/path}, or $${ for the characters ${");
        return "";
    }

    private String variable(String name, BiConsumer<String, String> onMistake) {
        var value = environment.get(name);
        if (value != null) return value;
        onMistake.accept("the environment variable " + name + " is not set", "set it before starting");
        return "";
    }

    private String file(String name, BiConsumer<String, String> onMistake) {
        try {
            var path = directory.resolve(name);
            if (Files.size(path) <= MAX_BYTES) return Files.readString(path).replaceFirst("\\r?\\n\\z", "");
            onMistake.accept("the file " + path + " has more than 64 KB", "name a file that holds only the value");
        } catch (IOException | InvalidPathException e) {
            onMistake.accept(
                    "the file " + name + " cannot be read (" + e.getClass().getSimpleName() + ")",
                    "create it, or let the user that runs Cardea read it");
        }
        return "";
    }
}
