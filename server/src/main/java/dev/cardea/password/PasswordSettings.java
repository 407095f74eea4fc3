package dev.cardea.password;

import dev.cardea.config.Section;
import dev.cardea.config.Value;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Reads `passwords`.
public final class PasswordSettings {
    /// NIST SP 800-63B §3.1.1.2: at least 8 characters, and 64 must be possible.
    private static final int SHORTEST = 8;
    private static final int SHORTEST_MAX = 64;
    private static final int LONGEST = 1024;

    private PasswordSettings() {}

    public static PasswordPolicy read(Section root, Path directory) {
        var section = root.section("passwords");
        var usual = PasswordPolicy.STANDARD;
        return new PasswordPolicy(
                section.integer("min_length", SHORTEST, SHORTEST_MAX, usual.minLength()),
                section.integer("max_length", SHORTEST_MAX, LONGEST, usual.maxLength()),
                section.value("breached_file").map(value -> file(value, directory)).orElse(null));
    }

    private static @Nullable Path file(Value value, Path directory) {
        var path = directory.resolve(value.text()).normalize();
        var problem = new BreachedFile(path).problem();
        problem.ifPresent(why -> value.wrong(why,
                "name a file with one SHA-1 hash a line, sorted, as Have I Been Pwned publishes it"));
        return problem.isPresent() ? null : path;
    }
}
