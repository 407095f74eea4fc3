package dev.cardea.ciba;

import dev.cardea.client.Client;
import dev.cardea.client.Client.Backchannel;
import dev.cardea.client.Clients;
import dev.cardea.json.Json;
import dev.cardea.outbound.Outbound;
import dev.cardea.outbound.OutboundException;
import dev.cardea.outbox.Channel;
import dev.cardea.outbox.Message;
import dev.cardea.outbox.Outcome;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells clients what a person has decided (CIBA Core §10.2, §10.3, §12): that they can ask, or the tokens themselves. Of
/// these messages the recipient is the client, the reference the name of the request.
public final class Notifications implements Channel {
    public static final String KIND = "ciba_notification";
    /// How long after its end a client may still be told of a request.
    private static final Duration LATE = Duration.ofMinutes(10);
    /// The token is not the right one (any more), or the client does not know the request: neither gets better.
    private static final Set<Integer> FINAL = Set.of(400, 401, 403);

    private final BackchannelRequestStore store;
    private final Callbacks callbacks;
    private final Pushes pushes;
    private final Clients clients;
    private final Outbound outbound;
    private final InstantSource clock;

    public Notifications(
            BackchannelRequestStore store,
            Callbacks callbacks,
            Pushes pushes,
            Clients clients,
            Outbound outbound,
            InstantSource clock) {
        this.store = store;
        this.callbacks = callbacks;
        this.pushes = pushes;
        this.clients = clients;
        this.outbound = outbound;
        this.clock = clock;
    }

    /// What is to be told when the request is decided on; nothing to a client that polls.
    static List<Message> of(BackchannelRequest request, SecureRandom random, Instant now) {
        if (request.delivery() == Backchannel.Delivery.poll) return List.of();
        return List.of(Message.of(KIND, request.client().value(), request.name(), "{}", random, now));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome deliver(Message message) {
        var request = BackchannelRequest.key(message.reference()).flatMap(store::find).orElse(null);
        if (request == null || request.callback() == null || !clock.instant().isBefore(request.expiresAt().plus(LATE)))
            return new Outcome.Refused(null, "the request is too old, the client has given it up");
        var client = clients.find(request.client()).filter(Client::enabled).filter(request::isOf).orElse(null);
        var endpoint = client == null ? null : endpoint(client);
        var callback = callbacks.open(request.callback()).orElse(null);
        if (client == null || endpoint == null || callback == null)
            return new Outcome.Refused(null, "the client is gone, disabled, or has no notification endpoint any more");
        var body = new LinkedHashMap<String, Object>();
        if (request.delivery() == Backchannel.Delivery.push)
            body.putAll(pushes.body(request, client, callback.authReqId()));
        body.put("auth_req_id", callback.authReqId());
        return send(endpoint, callback.token(), body, message);
    }

    private static @Nullable URI endpoint(Client client) {
        var registered = client.permissions().backchannel();
        return registered == null ? null : registered.notificationEndpoint();
    }

    private Outcome send(URI endpoint, String token, Map<String, Object> body, Message message) {
        try {
            int status = outbound.post(endpoint, "application/json", Json.text(body),
                    Map.of("Authorization", "Bearer " + token, "Cardea-Delivery", message.id().toString())).status();
            if (status >= 200 && status < 300) return new Outcome.Acknowledged(status);
            return FINAL.contains(status)
                    ? new Outcome.Refused(status, "answered " + status)
                    : new Outcome.Failed(status, "answered " + status);
        } catch (OutboundException e) {
            return new Outcome.Failed(null, String.valueOf(e.getMessage()));
        }
    }
}
