package dev.cardea;

import dev.cardea.html.Letters;
import dev.cardea.mail.MailChannel;
import dev.cardea.mail.MailServer;
import dev.cardea.mail.Mails;
import dev.cardea.outbox.Channel;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How people are written to: one part of the wiring.
///
/// @param server null where mail is not configured
record Mailing(Mails mails, @Nullable MailServer server, List<Channel> channels) {
    private static final Logger LOG = LoggerFactory.getLogger(Mailing.class);

    /// @param scopes what the operator calls scopes, by scope and language tag
    static Mailing of(Foundation foundation, Map<String, Map<String, String>> scopes) {
        var settings = foundation.config().mail();
        var host = Objects.requireNonNull(URI.create(foundation.config().issuer()).getHost());
        var mails = new Mails(settings != null, new Letters(scopes, host), foundation.sealing(), foundation.random(),
                foundation.clock());
        if (settings == null) return new Mailing(mails, null, List.of());
        var server = new MailServer(settings, host);
        return new Mailing(mails, server, List.of(new MailChannel(mails, server, foundation.clock())));
    }

    /// Tells the operator soon what nobody might notice for long. Nothing else depends on it: mails wait.
    void start() {
        if (server != null) Thread.ofVirtual().name("mail-check").start(() -> check(server));
    }

    private static void check(MailServer server) {
        server.check().ifPresent(problem -> LOG.warn("no mail can be sent, it waits in the outbox: {}", problem));
    }

    /// What `/health/ready` says beside being ready.
    Map<String, String> health() {
        if (server == null) return Map.of();
        return Map.of("mail", server.trouble().isEmpty() ? "up" : "down");
    }
}
