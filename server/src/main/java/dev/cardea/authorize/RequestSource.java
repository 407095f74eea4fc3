package dev.cardea.authorize;

import dev.cardea.client.Client;
import dev.cardea.http.Form;
import java.util.Optional;

/// One way in which an authorization request can come other than as plain parameters. One file per way;
/// [IncomingRequests] picks among them.
public interface RequestSource {
    /// The request that the parameters stand for, complete and trusted to be the client's. Empty where it did not come
    /// this way.
    ///
    /// @param sent by the browser, so by anyone
    /// @throws dev.cardea.oauth.OAuthException where it came this way and is not good
    Optional<Asked> read(Form sent, Client client);
}
