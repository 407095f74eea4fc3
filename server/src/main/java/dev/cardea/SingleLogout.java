package dev.cardea;

import dev.cardea.account.Accounts;
import dev.cardea.client.Clients;
import dev.cardea.logout.BackChannel;
import dev.cardea.logout.FrontChannel;
import dev.cardea.logout.LogoutNotices;
import dev.cardea.logout.LogoutTokens;
import dev.cardea.metrics.Metrics;
import dev.cardea.outbound.Outbound;
import dev.cardea.outbox.Channel;
import dev.cardea.outbox.Outbox;
import dev.cardea.session.SessionEndings;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// How sessions are ended, and everybody told: one part of the wiring.
record SingleLogout(SessionEndings endings, Accounts accounts, FrontChannel frontChannel, Outbox outbox) {
    /// What else a try may take, beside the request itself.
    private static final Duration BESIDE = Duration.ofSeconds(30);

    /// @param others that bring other messages than those of sessions that end
    static SingleLogout of(
            Foundation foundation, Clients clients, LogoutTokens tokens, Outbound outbound, List<Channel> others,
            Metrics metrics) {
        var config = foundation.config();
        var stores = foundation.stores();
        var clock = foundation.clock();
        var backChannel = new BackChannel(clients, tokens, outbound);
        var channels = Stream.concat(Stream.of(backChannel), others.stream()).toList();
        var mail = config.mail();
        var longest = mail == null || mail.timeout().compareTo(config.outbound().timeout()) < 0
                ? config.outbound().timeout()
                : mail.timeout();
        var lease = longest.plus(BESIDE);
        var outbox = new Outbox(stores.outbox(), channels, lease, metrics::message, clock);
        var endings = new SessionEndings(
                stores.sessions(), new LogoutNotices(clients, foundation.random(), clock), outbox::wake,
                foundation.audit());
        return new SingleLogout(
                endings,
                new Accounts(stores.users(), stores.authorizations(), endings, foundation.audit(), clock),
                new FrontChannel(config.issuer(), clients),
                outbox);
    }
}
