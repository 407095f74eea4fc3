package dev.cardea.cli;

import dev.cardea.Config;
import dev.cardea.config.InvalidSettings;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads the configuration file that a command names.
final class ConfigFile {
    private ConfigFile() {}

    /// @throws Failure with one line for each mistake
    static Config read(Path file, Map<String, String> environment) {
        try {
            return Config.read(file, environment);
        } catch (InvalidSettings e) {
            throw invalid(file, e);
        } catch (NoSuchFileException e) {
            throw new Failure(Failure.INVALID, List.of(file + ": there is no such file"));
        } catch (CharacterCodingException e) {
            throw new Failure(Failure.INVALID, List.of(file + ": this is not UTF-8 text"));
        } catch (IOException e) {
            throw new Failure(Failure.INVALID, List.of(file + ": cannot be read: " + e));
        }
    }

    static Failure invalid(Path file, InvalidSettings invalid) {
        var lines = new ArrayList<>(invalid.in(file.toString()));
        lines.add(lines.size() == 1 ? "1 mistake" : lines.size() + " mistakes");
        return new Failure(Failure.INVALID, lines);
    }
}
