package dev.cardea.user;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks through the accounts, for whoever administers them. A page costs the same at the end as at the beginning, and
/// with a million accounts as with ten.
public interface UserDirectory {
    /// What is looked for; null for anything.
    ///
    /// @param prefix with which an e-mail address or username begins, as made by [Identifiers#normalize(String)]
    record Filter(
            @Nullable String prefix, @Nullable String organization, User.@Nullable Status status,
            @Nullable String role) {
        public static final Filter NONE = new Filter(null, null, null, null);
    }

    /// @param key where a page that ends with this account goes on: the identifier where a prefix is looked for, else
    ///     the id
    record Found(User user, String key) {}

    /// @param after the key of the last one of the page before; empty for the first page
    List<Found> page(Filter filter, String after, int limit);

    /// Replaces the fields of an account that is still as it was seen; the password stays as it is.
    ///
    /// @param next with a later `updatedAt`
    /// @return false where somebody else was faster: look again
    /// @throws UserStore.IdentifierTaken where another account has the e-mail address or username
    boolean replace(User seen, User next);
}
