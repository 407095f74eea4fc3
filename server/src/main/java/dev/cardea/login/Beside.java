package dev.cardea.login;

import dev.cardea.client.Client;
import dev.cardea.html.FormPage.Onward;
import dev.cardea.session.Interaction;
import dev.cardea.session.Interactions;
import dev.cardea.user.User;
import java.util.List;
import java.util.Optional;

/// What there is beside signing in: other ways from the page, and what a person is asked before they go on.
public interface Beside {
    /// Ways for those who cannot sign in.
    ///
    /// @param handle of the interaction to go on with, empty where there is none
    List<Onward> offers(String handle, Optional<Client> client);

    /// The page that has to be passed by somebody who has just signed in; empty where there is none.
    Optional<String> asks(User user, Interaction interaction, Interactions.Browser browser);
}
