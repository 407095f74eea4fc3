package dev.cardea.user;

import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The common text form of password hashes: `$id$v=version$name=value,…$salt$hash`
/// (<https://github.com/P-H-C/phc-string-format>).
///
/// @param version null where there is none
record PhcString(String id, @Nullable Integer version, Map<String, Integer> parameters, byte[] salt, byte[] hash) {
    private static final Pattern SYNTAX = Pattern.compile("\\$(?<id>[a-z0-9-]{1,32})(\\$v=(?<version>\\d{1,9}))?"
            + "\\$(?<parameters>[a-z]{1,32}=\\d{1,9}(,[a-z]{1,32}=\\d{1,9})*)"
            + "\\$(?<salt>[A-Za-z0-9+/]+)\\$(?<hash>[A-Za-z0-9+/]+)");
    private static final int MIN_HASH_BYTES = 16;
    private static final int MAX_HASH_BYTES = 64;

    /// A short hash matches too many passwords, an empty one all of them.
    PhcString {
        if (hash.length < MIN_HASH_BYTES || hash.length > MAX_HASH_BYTES)
            throw new IllegalArgumentException("%s has a hash of %d bytes, expected %d to %d"
                    .formatted(id, hash.length, MIN_HASH_BYTES, MAX_HASH_BYTES));
    }

    /// @throws IllegalArgumentException where the text is not of this form
    static PhcString read(String text) {
        var matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) throw new IllegalArgumentException("password hash is not a well-formed PHC string");
        var version = matcher.group("version");
        return new PhcString(
                matcher.group("id"),
                version == null ? null : Integer.valueOf(version),
                parameters(matcher.group("parameters")),
                Base64.getDecoder().decode(matcher.group("salt")),
                Base64.getDecoder().decode(matcher.group("hash")));
    }

    private static Map<String, Integer> parameters(String text) {
        return Arrays.stream(text.split(","))
                .map(parameter -> parameter.split("=", 2))
                .collect(Collectors.toUnmodifiableMap(parts -> parts[0], parts -> Integer.valueOf(parts[1]), (_, _) -> {
                    throw new IllegalArgumentException("password hash has the same parameter twice");
                }));
    }

    /// Refuses parameters other than these: one that is not understood may change what the password hashes to.
    void allowOnly(Set<String> names) {
        if (!names.containsAll(parameters.keySet()))
            throw new IllegalArgumentException("%s has a parameter other than %s".formatted(id, names));
    }

    int parameter(String name, int min, int max) {
        var value = parameters.get(name);
        if (value == null || value < min || value > max)
            throw new IllegalArgumentException("%s needs %s within %d to %d".formatted(id, name, min, max));
        return value;
    }
}
