package dev.cardea.cli;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.cardea.mail.Mails;
import dev.cardea.outbox.Message;
import dev.cardea.outbox.OutboxStore;
import dev.cardea.outbox.OutboxStore.State;
import dev.cardea.store.Databases;
import dev.cardea.store.StoreObserver;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("cardea mails, cardea config check --connect")
class MailsCommandTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:20:30.456Z");

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private int run(String more, String... arguments) throws IOException {
        Files.writeString(directory.resolve("cardea.yaml"), "issuer: https://sso.example.com\ndata: .\n" + more);
        var print = new PrintStream(out, true, StandardCharsets.UTF_8);
        return Commands.run(new Shell(new ByteArrayInputStream(new byte[0]), print, print, Map.of()), arguments);
    }

    private List<String> mails(String... options) throws IOException {
        try (var stores = Databases.open("jdbc:sqlite:" + directory.resolve("cardea.db"), null, null, 1, NOW,
                StoreObserver.NONE)) {
            var outbox = stores.outbox();
            outbox.add(message(Mails.KIND, "a***@acme.example", NOW));
            outbox.add(message(Mails.KIND, "b***@acme.example", NOW.plusSeconds(1)));
            outbox.add(message("other", "x", NOW));
            for (var claim : outbox.claim(new OutboxStore.Lane(Mails.KIND, "request"), NOW, NOW.plusSeconds(9), 9))
                outbox.settle(claim, State.failed, null, 550, "no such user\u001b[31m", Duration.ofMillis(12));
        }
        var arguments = new ArrayList<>(
                List.of("mails", "--config", directory.resolve("cardea.yaml").toString()));
        arguments.addAll(List.of(options));
        assertThat(run("", arguments.toArray(String[]::new))).isZero();
        return out.toString(StandardCharsets.UTF_8).lines().skip(1).toList();
    }

    private static Message message(String kind, String reference, Instant at) {
        return Message.of(kind, "request", reference, "sealed", new SecureRandom(), at);
    }

    @Test
    void shows_the_newest_first_with_what_became_of_them() throws IOException {
        var lines = mails();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).contains("request", "b***@acme.example", "waiting", "next 2026-03-01T10:20:31Z");
        assertThat(lines.getLast()).contains("a***@acme.example", "failed", "550", "no such user [31m")
                .doesNotContain("\u001b");
    }

    @Test
    void masks_the_address_that_is_looked_for() throws IOException {
        assertThat(mails("--to", "alice@Acme.example")).hasSize(1)
                .first()
                .asString()
                .contains("a***@acme.example");
    }

    @Test
    void looks_at_one_kind() throws IOException {
        assertThat(mails("--kind", "nothing")).isEmpty();
    }

    private int check(int port) throws IOException {
        return run("mail: { url: 'smtp://127.0.0.1:" + port + "', from: a@sso.example, timeout: 5s }\n",
                "config", "check", "--connect", directory.resolve("cardea.yaml").toString());
    }

    @Test
    void tries_the_mail_server() throws IOException {
        var green = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        green.start();
        int port = green.getSmtp().getPort();
        assertThat(check(port)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("mail: 127.0.0.1:" + port + " takes mails");
        assertThat(green.getReceivedMessages()).isEmpty();
        green.stop();
        assertThat(check(port)).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("cannot be used: ConnectException");
    }

    @Test
    void says_that_there_is_no_mail_server() throws IOException {
        assertThat(run("", "config", "check", "--connect", directory.resolve("cardea.yaml").toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("mail: not configured");
    }
}
