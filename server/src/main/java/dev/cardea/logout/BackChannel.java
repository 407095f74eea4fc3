package dev.cardea.logout;

import dev.cardea.client.Clients;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.OAuthException;
import dev.cardea.outbound.Outbound;
import dev.cardea.outbound.OutboundException;
import dev.cardea.outbox.Channel;
import dev.cardea.outbox.Message;
import dev.cardea.outbox.Outcome;
import java.net.URI;
import java.util.Map;

/// Tells clients from server to server that a session has ended (OpenID Connect Back-Channel Logout 1.0 §2.5).
public final class BackChannel implements Channel {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int BAD_REQUEST = 400;

    private final Clients clients;
    private final LogoutTokens tokens;
    private final Outbound outbound;

    public BackChannel(Clients clients, LogoutTokens tokens, Outbound outbound) {
        this.clients = clients;
        this.tokens = tokens;
        this.outbound = outbound;
    }

    @Override
    public String kind() {
        return LogoutNotices.KIND;
    }

    @Override
    public Outcome deliver(Message message) {
        var client = LogoutNotices.addressee(clients, new ClientId(message.recipient()));
        if (client.isEmpty())
            return new Outcome.Refused(null, "the client is gone, disabled, or has no backchannel_logout_uri any more");
        var uri = URI.create(String.valueOf(client.get().logout().backChannelUri()));
        try {
            var token = tokens.issue(client.get(), LogoutNotices.subject(message), message.reference());
            return outcome(outbound.post(uri, FORM, "logout_token=" + token,
                    Map.of("Cardea-Delivery", message.id().toString())));
        } catch (OutboundException | OAuthException e) {
            return new Outcome.Failed(null, String.valueOf(e.getMessage()));
        }
    }

    /// §2.8: 200 is success, and frameworks that answer 204 mean the same. 400 says that the token was not accepted or
    /// that the client could not sign the person out: that is an answer, and asking again would not change it.
    /// Everything else is taken for a client that is not well at the moment.
    private static Outcome outcome(Outbound.Fetched answer) {
        int status = answer.status();
        if (status >= 200 && status < 300) return new Outcome.Acknowledged(status);
        if (status == BAD_REQUEST) return new Outcome.Refused(status, said(answer.body()));
        return new Outcome.Failed(status, "answered " + status);
    }

    /// On one line, since it is shown in a table and in the log.
    private static String said(String body) {
        var line = body.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.isEmpty() ? "answered 400 and said nothing" : line;
    }
}
