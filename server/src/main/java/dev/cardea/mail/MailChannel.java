package dev.cardea.mail;

import dev.cardea.outbox.Channel;
import dev.cardea.outbox.Message;
import dev.cardea.outbox.Outcome;
import java.time.InstantSource;

/// Brings mails from the outbox to the mail server.
public final class MailChannel implements Channel {
    private final Mails mails;
    private final MailServer server;
    private final InstantSource clock;

    public MailChannel(Mails mails, MailServer server, InstantSource clock) {
        this.mails = mails;
        this.server = server;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return Mails.KIND;
    }

    @Override
    public Outcome deliver(Message message) {
        var envelope = mails.open(message);
        if (envelope.isEmpty())
            return new Outcome.Refused(null, "it was encrypted with a secret that is not known any more");
        if (!clock.instant().isBefore(envelope.get().usefulUntil()))
            return new Outcome.Refused(null, "it came too late: what it tells of has expired");
        return server.take(message, envelope.get());
    }
}
