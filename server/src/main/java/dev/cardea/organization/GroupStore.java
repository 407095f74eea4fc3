package dev.cardea.organization;

import dev.cardea.oauth.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Groups and their members. What a group's roles add to an account is kept with the account: whoever reads the account
/// has them. Who moves to another organization is in no group of the former one any more.
public interface GroupStore {
    /// @return false where the organization has a group of this name
    boolean create(Group group);

    Optional<Group> find(String id);

    /// By id.
    ///
    /// @param organization null for all
    /// @param after the last one of the page before; empty for the first page
    List<Group> page(@Nullable String organization, String after, int limit);

    enum Replacement {
        done,
        /// Somebody else was faster: look again.
        stale,
        /// The organization has another group of this name.
        taken
    }

    /// Gives a group that is still as it was seen another name and other roles, and its members these roles.
    ///
    /// @param next with a later `updatedAt`
    Replacement replace(Group seen, Group next);

    /// Removes the group, and from its members what it gave them.
    boolean remove(String id, Instant now);

    /// @return false where there is no such group or account, or the account belongs to another organization, or is a
    ///     member already
    boolean join(String group, UserId user, Instant now);

    /// @return false where the account is no member
    boolean leave(String group, UserId user, Instant now);

    /// By id.
    List<UserId> members(String group, String after, int limit);

    /// The names of the groups that a person is in.
    Set<String> names(UserId user);

    /// Whether a group has the role.
    boolean isCarried(String role);
}
