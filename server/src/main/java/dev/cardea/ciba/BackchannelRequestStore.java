package dev.cardea.ciba;

import dev.cardea.decoupled.AwaitedStore;
import dev.cardea.oauth.TokenHash;
import dev.cardea.oauth.UserId;
import dev.cardea.outbox.Message;
import dev.cardea.token.AuthorizationCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Authentication requests that wait, or waited, for a person.
public interface BackchannelRequestStore extends AwaitedStore {
    /// @param forgetAt when the row may be deleted
    default void add(BackchannelRequest request, Instant forgetAt) {
        add(request, null, List.of(), forgetAt);
    }

    /// @param link the hash of what the person was sent to find it by, null where that is nothing
    /// @param told to the person, with the request
    void add(BackchannelRequest request, @Nullable TokenHash link, List<Message> told, Instant forgetAt);

    /// The request that a link leads to, in whatever state it is.
    Optional<BackchannelRequest> linked(TokenHash link);

    /// How many requests since then have a link.
    int mailed(UserId user, Instant since);

    @Override
    Optional<BackchannelRequest> find(AuthorizationCode.Key key);

    /// What waits for a person and has not expired, newest first.
    List<BackchannelRequest> waiting(UserId user, Instant now, int limit);
}
