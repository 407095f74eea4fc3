package dev.cardea.ciba;

import dev.cardea.decoupled.AwaitedStore;
import dev.cardea.oauth.UserId;
import dev.cardea.token.AuthorizationCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Authentication requests that wait, or waited, for a person.
public interface BackchannelRequestStore extends AwaitedStore {
    /// @param forgetAt when the row may be deleted
    void add(BackchannelRequest request, Instant forgetAt);

    @Override
    Optional<BackchannelRequest> find(AuthorizationCode.Key key);

    /// What waits for a person and has not expired, newest first.
    List<BackchannelRequest> waiting(UserId user, Instant now, int limit);
}
