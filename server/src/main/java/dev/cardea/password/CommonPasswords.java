package dev.cardea.password;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/// The passwords that are guessed first. The list comes with the server (`scripts/common-passwords` makes it) and is read
/// when the first new password is looked at.
final class CommonPasswords {
    private CommonPasswords() {}

    private static final class Known {
        static final Set<String> ALL = read();
    }

    /// In whatever case.
    static boolean has(String password) {
        return Known.ALL.contains(password.toLowerCase(Locale.ROOT));
    }

    private static Set<String> read() {
        try (var in = Objects.requireNonNull(CommonPasswords.class.getResourceAsStream("/passwords/common.txt.gz"));
                var lines = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
            return lines.lines().collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
