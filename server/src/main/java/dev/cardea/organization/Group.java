package dev.cardea.organization;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// People who belong together and hold the same roles.
///
/// @param organization whose people they are; null for the whole installation
/// @param name unique within the organization; what applications are told
/// @param roles that every member holds by it
public record Group(String id, @Nullable String organization, String name, Set<String> roles, Instant updatedAt) {
    public Group {
        roles = Set.copyOf(roles);
    }
}
