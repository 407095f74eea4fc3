package dev.cardea.bench.enumeration;

import dev.cardea.bench.installation.Installation;
import dev.cardea.demo.Mailbox;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// An installation with many people and open registration, behind a proxy that says where each request comes from: so that
/// no limit on one address ends the measurement.
final class Site {
    private static final String HASH = "$argon2id$v=19$m=19456,t=2,p=1$51To4uHVeh5J0ZyK8vf+jQ$6yXCjCwHeRYL8xy/nRrZ7IvKNG+VxlnnBO9oAgVILLA";

    private Site() {}

    static String known(int number) {
        return "known" + number + "@bench.example";
    }

    /// As long as those that are known.
    static String unknown(int number) {
        return "other" + number + "@bench.example";
    }

    static void prepare(Installation installation, Mailbox mailbox, int people) throws IOException {
        var users = IntStream.range(0, people)
                .mapToObj(i -> "  - { email: %s, email_verified: true, password_hash: \"%s\" }\n".formatted(known(i),
                        HASH))
                .collect(Collectors.joining());
        var yaml = Files.readString(installation.configuration())
                .replace("name: Bench,", "name: Bench, registration: self,")
                .replace("clients:\n", users + "clients:\n");
        Files.writeString(installation.configuration(), yaml + """
                trusted_proxies: [127.0.0.1]
                guessing: { account: 100, address: 10000 }
                mail: { url: "smtp://127.0.0.1:%d", from: no-reply@bench.example }
                """.formatted(mailbox.port()));
    }
}
