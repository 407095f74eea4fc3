package dev.cardea.logout;

import dev.cardea.client.Client;
import dev.cardea.client.Clients;
import dev.cardea.json.Json;
import dev.cardea.oauth.ClientId;
import dev.cardea.outbox.Message;
import dev.cardea.session.Farewell;
import dev.cardea.session.Session;
import dev.cardea.token.Subjects;
import dev.cardea.user.User;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes down which clients are to be told that a session has ended (OpenID Connect Back-Channel Logout 1.0 §2.3).
/// Of these messages the recipient is the client, the reference the `sid`.
public final class LogoutNotices implements Farewell {
    public static final String KIND = "backchannel_logout";

    private final Clients clients;
    private final SecureRandom random;
    private final InstantSource clock;

    public LogoutNotices(Clients clients, SecureRandom random, InstantSource clock) {
        this.clients = clients;
        this.random = random;
        this.clock = clock;
    }

    /// One for each client of the session that wants to be told. The subject is that of this moment: afterwards the
    /// account may be gone.
    @Override
    public List<Message> messages(Session session, User user) {
        var now = clock.instant();
        return session.clients()
                .stream()
                .flatMap(id -> addressee(clients, id).stream())
                .map(client -> Message.of(
                        KIND,
                        client.id().value(),
                        session.id().toString(),
                        Json.text(Map.of("sub", Subjects.of(user, client))),
                        random,
                        now))
                .toList();
    }

    /// The client, where it wants to be told.
    static Optional<Client> addressee(Clients clients, ClientId id) {
        return clients.find(id).filter(Client::enabled).filter(client -> client.logout().backChannelUri() != null);
    }

    /// The person that a message is about.
    static String subject(Message message) {
        return String.valueOf(Json.object(message.payload()).get("sub"));
    }
}
