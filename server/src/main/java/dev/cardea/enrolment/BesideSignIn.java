package dev.cardea.enrolment;

import dev.cardea.client.Client;
import dev.cardea.html.FormPage.Onward;
import dev.cardea.login.Beside;
import dev.cardea.session.Interaction;
import dev.cardea.session.Interactions;
import dev.cardea.user.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Offers recovery, and registration where people can register; asks for the terms once their version has changed.
public final class BesideSignIn implements Beside {
    private final boolean mail;
    private final EnrolmentPolicy policy;
    private final TermsStore terms;
    private final Interactions interactions;

    /// @param mail whether anything can be mailed
    public BesideSignIn(boolean mail, EnrolmentPolicy policy, TermsStore terms, Interactions interactions) {
        this.mail = mail;
        this.policy = policy;
        this.terms = terms;
        this.interactions = interactions;
    }

    @Override
    public List<Onward> offers(String handle, Optional<Client> client) {
        if (!mail) return List.of();
        var query = handle.isEmpty() ? "" : "?request=" + handle;
        var offers = new ArrayList<Onward>();
        offers.add(new Onward("link.forgot", "/forgot" + query));
        if (client.isPresent() && policy.isOpenTo(client.get()))
            offers.add(new Onward("link.register", RegisterEndpoint.PATH + query));
        return offers;
    }

    @Override
    public Optional<String> asks(User user, Interaction interaction, Interactions.Browser browser) {
        var wanted = policy.terms();
        if (wanted == null || terms.hasAccepted(user.id(), wanted.version())) return Optional.empty();
        return Optional.of(TermsEndpoint.PATH + "?request=" + interactions.seal(interaction.with(null), browser));
    }
}
