package dev.cardea.token;

import dev.cardea.client.Client;
import dev.cardea.user.User;
import java.util.Objects;

/// The `sub` by which a client knows a person (OIDC Core §8, public).
public final class Subjects {
    private Subjects() {}

    public static String of(User user, Client client) {
        var email = user.email();
        return client.tokens().subjectEmail() && email != null
                ? email
                : Objects.requireNonNull(user.id().value());
    }
}
