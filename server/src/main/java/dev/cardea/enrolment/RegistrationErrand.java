package dev.cardea.enrolment;

import dev.cardea.errand.Errand;
import dev.cardea.link.LinkStore;
import dev.cardea.link.Links;
import dev.cardea.link.Purpose;
import dev.cardea.mail.AccountMail;
import dev.cardea.mail.Mails;
import dev.cardea.outbox.OutboxStore;
import dev.cardea.user.Identifiers;
import dev.cardea.user.User;
import dev.cardea.user.UserStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/// Mails the link with which a registration is finished; whoever has an account with that address already is told so
/// instead.
public final class RegistrationErrand implements Errand {
    static final String NAME = "registration";
    /// While there is still as much time to finish.
    private static final Duration REMIND_AFTER = Duration.ofHours(12);
    private final UserStore users;
    private final LinkStore store;
    private final Links links;
    private final OutboxStore outbox;
    private final Mails mails;
    private final Invitations invitations;
    private final String base;
    private final InstantSource clock;

    /// @param base what the addresses of this server begin with
    public RegistrationErrand(UserStore users, LinkStore store, Links links, OutboxStore outbox, Mails mails,
            Invitations invitations, String base, InstantSource clock) {
        this.users = users;
        this.store = store;
        this.links = links;
        this.outbox = outbox;
        this.mails = mails;
        this.invitations = invitations;
        this.base = base;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(Map<String, Object> asked) {
        var address = String.valueOf(asked.get("email"));
        var language = String.valueOf(asked.get("locale"));
        var found = users.findByIdentifier(Identifiers.normalize(address));
        if (found.isEmpty()) mailLink(address, language, asked);
        else if (found.get().user().status() == User.Status.invited) invitations.resend(found.get().user());
        else {
            var mail = AccountMail.page("registered_already", address, base + "/login", clock.instant());
            mails.to(address, found.get().user(), mail).forEach(outbox::add);
        }
    }

    private void mailLink(String address, String language, Map<String, Object> asked) {
        var issued = links.issue(Purpose.register, RegisterEndpoint.CONFIRM, address, asked,
                clock.instant().plus(REMIND_AFTER));
        var link = issued.link();
        store.add(link, mails.to(address, language,
                AccountMail.link("register", address, issued.uri(), link.createdAt(), link.expiresAt())));
    }
}
