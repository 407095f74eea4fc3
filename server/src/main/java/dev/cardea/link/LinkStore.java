package dev.cardea.link;

import dev.cardea.oauth.TokenHash;
import dev.cardea.oauth.UserId;
import dev.cardea.outbox.Message;
import dev.cardea.user.User;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Links that were mailed.
public interface LinkStore {
    enum Redemption {
        done,
        /// The link was spent before, has expired, never was, or what it was about has changed since.
        gone,
        /// Another account has the address by now. The link is not spent.
        taken
    }

    /// Writes the link and the mail that it is in.
    void add(Link link, List<Message> messages);

    /// Creates the account that the link invites to, and writes both, in one step.
    ///
    /// @throws dev.cardea.user.UserStore.IdentifierTaken where another account has the address or username
    void invite(User user, Link link, List<Message> messages);

    Optional<Link> find(TokenHash hash);

    /// Spends the link, does what it is for and writes what is to be told of it, in one step. Of any number of concurrent
    /// calls one is answered `done`.
    Redemption redeem(TokenHash hash, Purpose purpose, Instant now, Effect effect, List<Message> messages);

    /// Spends the link for nothing.
    ///
    /// @return whether it was there
    boolean discard(TokenHash hash);

    /// Spends whatever links for this purpose an account has.
    void discard(UserId user, Purpose purpose);

    /// The newest link for this purpose that was mailed to an address and is still good.
    ///
    /// @param identifier as made by [dev.cardea.user.Identifiers#normalize(String)]
    Optional<Link> waiting(String identifier, Purpose purpose, Instant now);

    /// Those whose people are to be reminded.
    List<Link> toRemind(Instant now, int limit);

    /// Notes that the person is reminded, and writes the link and the mail that do so. Of any number of concurrent calls
    /// one does.
    boolean remind(Link of, Link again, List<Message> messages);
}
