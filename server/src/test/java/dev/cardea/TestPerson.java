package dev.cardea;

import dev.cardea.oauth.UserId;
import dev.cardea.user.User;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/// People of one test, so that many tests can share a server.
public final class TestPerson {
    private TestPerson() {}

    /// Nobody's.
    public static String address() {
        return "p" + UUID.randomUUID() + "@people.example";
    }

    /// A new account with a proven address and the password of all tests.
    ///
    /// @return the address
    public static String in(TestCardea cardea) {
        var address = address();
        var users = cardea.server.stores().users();
        var id = new UserId(UUID.randomUUID().toString());
        users.put(new User(id, null, User.Status.active, address, true, null, Map.of(), Set.of(),
                cardea.clock.instant()));
        var hash = users.findByIdentifier(TestCardea.ALICE).orElseThrow().passwordHash();
        users.replacePassword(id, null, Objects.requireNonNull(hash));
        return address;
    }
}
