package dev.cardea.claims;

import dev.cardea.user.User;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Somewhere claims about a person come from. To add one: write a class here and list it in `Server`.
public interface ClaimSource {
    /// The names of its claims, by the scope that opens them. An operator may declare further scopes for them.
    Map<String, List<String>> byScope();

    /// Whether access tokens carry its claims too (RFC 9068 §2.2.2, §2.2.3): what resource servers decide by.
    boolean inAccessTokens();

    /// Values for those of the wanted names that it has. Absent means unknown: never an empty value.
    ///
    /// @param user with the roles that the client may know of, and no others
    /// @param wanted some of its names, at least one
    Map<String, Object> claims(User user, Set<String> wanted);
}
