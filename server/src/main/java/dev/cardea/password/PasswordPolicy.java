package dev.cardea.password;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What the operator says about new passwords.
///
/// @param minLength in characters
/// @param maxLength in characters
/// @param breachedFile SHA-1 hashes of leaked passwords, sorted, as Have I Been Pwned publishes them; null for none
public record PasswordPolicy(int minLength, int maxLength, @Nullable Path breachedFile) {
    public static final PasswordPolicy STANDARD = new PasswordPolicy(8, 256, null);
}
