package dev.cardea.token;

import dev.cardea.client.Client;
import dev.cardea.jose.Base64Url;
import dev.cardea.user.User;
import java.nio.charset.StandardCharsets;

/// The `sub` by which a client knows a person (OIDC Core §8): public, or pairwise, one for each person and sector that
/// nobody else can tell to be the same person as another.
public final class Subjects {
    private Subjects() {}

    public static String of(User user, Client client) {
        var subject = client.subject();
        var id = user.id().value();
        if (subject.sector() != null) {
            if (subject.key() == null) throw new IllegalStateException("the key of pairwise subjects is missing");
            return Base64Url.encode(subject.key().of(utf8(subject.sector()), utf8(id)));
        }
        var email = user.email();
        return subject.isEmail() && email != null ? email : id;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
