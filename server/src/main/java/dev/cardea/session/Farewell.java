package dev.cardea.session;

import dev.cardea.outbox.Message;
import dev.cardea.user.User;
import java.util.List;

/// What is to be told to others when a session is ended.
@FunctionalInterface
public interface Farewell {
    List<Message> messages(Session session, User user);
}
