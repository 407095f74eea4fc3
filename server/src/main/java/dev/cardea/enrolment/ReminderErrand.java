package dev.cardea.enrolment;

import dev.cardea.errand.Errand;
import dev.cardea.link.Link;
import dev.cardea.link.LinkStore;
import dev.cardea.link.Links;
import dev.cardea.link.Links.Followed;
import dev.cardea.link.Purpose;
import dev.cardea.mail.AccountMail;
import dev.cardea.mail.Mails;
import dev.cardea.outbox.Message;
import dev.cardea.user.Identifiers;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reminds people of a registration that they have not finished: when they ask for it, and once by itself.
public final class ReminderErrand implements Errand {
    static final String NAME = "registration-reminder";
    private static final int AT_ONCE = 100;
    private static final Logger LOG = LoggerFactory.getLogger(ReminderErrand.class);
    private final LinkStore store;
    private final Links links;
    private final Mails mails;
    private final InstantSource clock;

    public ReminderErrand(LinkStore store, Links links, Mails mails, InstantSource clock) {
        this.store = store;
        this.links = links;
        this.mails = mails;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(Map<String, Object> asked) {
        var identifier = Identifiers.normalize(String.valueOf(asked.get("email")));
        store.waiting(identifier, Purpose.register, clock.instant())
                .flatMap(links::read)
                .ifPresent(followed -> {
                    var again = links.again(followed.link(), RegisterEndpoint.CONFIRM);
                    store.add(again.link(), mail(followed, again));
                });
    }

    private List<Message> mail(Followed followed, Links.Issued again) {
        var link = again.link();
        return mails.to(link.address(), followed.text("locale").orElse("en"), AccountMail.link("register_reminder",
                link.address(), again.uri(), clock.instant(), link.expiresAt()));
    }

    /// Reminds all whose time has come. Any node may do so at any time: nobody is reminded twice.
    public void remindAll() {
        for (var link : store.toRemind(clock.instant(), AT_ONCE)) remind(link);
    }

    private void remind(Link link) {
        var followed = links.read(link);
        if (followed.isEmpty())
            LOG.warn("a registration was encrypted with a secret that is not known any more; nobody is reminded of it");
        boolean inTime = followed.isPresent() && link.isGoodAt(clock.instant());
        if (!inTime) {
            store.discard(link.hash());
            return;
        }
        var again = links.again(link, RegisterEndpoint.CONFIRM);
        store.remind(link, again.link(), mail(followed.get(), again));
    }
}
