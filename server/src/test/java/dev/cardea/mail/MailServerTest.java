package dev.cardea.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.cardea.mail.MailSettings.StartTls;
import dev.cardea.mtls.TestCertificate;
import dev.cardea.outbox.Message;
import dev.cardea.outbox.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Mail: RFC 3207 and RFC 8314 TLS, RFC 4954 AUTH")
class MailServerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:20:30Z");
    private static final String PASSWORD = "s3cret-of-the-relay";
    private static final TestCertificate CA = TestCertificate.authority("CN=Test CA");
    @TempDir
    private static Path directory;
    private static Path trust;
    private final TestSmtp smtp = new TestSmtp();

    @BeforeAll
    static void write_authority() throws IOException {
        trust = Files.writeString(directory.resolve("ca.pem"), CA.pem());
    }

    @AfterEach
    void stop() {
        smtp.close();
    }

    private static TestCertificate certificate(String address) {
        return TestCertificate.named("CN=mail").also(GeneralName.iPAddress, address).by(CA).build();
    }

    private static MailServer server(int port, boolean tls, StartTls starttls, @Nullable String password) {
        return new MailServer(new MailSettings("127.0.0.1", port, tls, starttls, password == null ? null : "cardea",
                password, "Cardea <no-reply@sso.example>", null, Duration.ofSeconds(5), trust), "sso.example");
    }

    private static Outcome send(MailServer server, String to) {
        return server.take(Message.of("mail", "test", "x", "", new SecureRandom(), NOW),
                new Envelope(to, "en", "Hello", "text", "<p>html</p>", NOW));
    }

    private static Outcome send(MailServer server) {
        return send(server, "alice@acme.example");
    }

    @Test
    void is_sent_over_tls_that_the_server_offers() throws Exception { // RFC 3207 §4
        smtp.withTls(certificate("127.0.0.1"));
        assertThat(send(server(smtp.port(), false, StartTls.required, PASSWORD))).isEqualTo(
                new Outcome.Acknowledged(250));
        assertThat(smtp.mail()).contains("Subject: Hello");
        assertThat(smtp.said).startsWith("EHLO sso.example", "STARTTLS", "EHLO sso.example", "AUTH PLAIN "
                + Base64.getEncoder().encodeToString(("cardea\0cardea\0" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void is_not_sent_to_a_server_with_the_certificate_of_another() { // RFC 3207 §4.1
        smtp.withTls(certificate("127.0.0.2"));
        assertUnsent(send(server(smtp.port(), false, StartTls.required, PASSWORD)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"required", "optional" })
    void is_not_sent_to_a_server_with_a_certificate_of_nobody_known(StartTls starttls) {
        smtp.withTls(TestCertificate.named("CN=mail").also(GeneralName.iPAddress, "127.0.0.1").build());
        assertUnsent(send(server(smtp.port(), false, starttls, PASSWORD)));
    }

    @Test
    void is_not_sent_in_clear_where_the_offer_of_tls_was_taken_away() { // RFC 3207 §6
        smtp.answer("EHLO", "250-test\r\n250 AUTH PLAIN");
        assertUnsent(send(server(smtp.port(), false, StartTls.required, PASSWORD)));
    }

    @Test
    void is_not_sent_in_clear_where_tls_is_refused_after_it_was_offered() {
        smtp.withTls(certificate("127.0.0.1")).answer("STARTTLS", "454 not available");
        assertUnsent(send(server(smtp.port(), false, StartTls.required, PASSWORD)));
    }

    private void assertUnsent(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(smtp.said).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
        assertThat(smtp.waiting()).isZero();
    }

    @Test
    void is_sent_to_a_server_that_begins_with_tls() throws Exception { // RFC 8314 §3.3
        smtp.beginningWithTls(certificate("127.0.0.1"));
        assertThat(send(server(smtp.port(), true, StartTls.required, PASSWORD))).isEqualTo(
                new Outcome.Acknowledged(250));
        assertThat(smtp.mail()).contains("Subject: Hello");
        assertThat(smtp.said).startsWith("EHLO sso.example", "AUTH PLAIN "
                + Base64.getEncoder()
                        .encodeToString(("cardea\0cardea\0" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void is_not_sent_to_a_server_that_begins_with_tls_and_a_certificate_of_another() {
        smtp.beginningWithTls(certificate("127.0.0.2"));
        assertUnsent(send(server(smtp.port(), true, StartTls.required, PASSWORD)));
    }

    @Test
    void is_not_sent_to_a_server_that_begins_with_tls_and_a_certificate_of_nobody_known() {
        var green = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
        green.start();
        try {
            var server = server(green.getSmtps().getPort(), true, StartTls.required, null);
            assertThat(send(server)).isInstanceOf(Outcome.Failed.class);
            assertThat(green.getReceivedMessages()).isEmpty();
            assertThat(server.trouble().orElseThrow()).contains("certification path");
        } finally {
            green.stop();
        }
    }

    @Test
    void is_tried_again_where_the_password_is_wrong_and_says_so_without_it() { // RFC 4954 §6
        smtp.answer("EHLO", "250-test\r\n250 AUTH PLAIN").answer("AUTH", "535 5.7.8 wrong: " + PASSWORD);
        var server = server(smtp.port(), false, StartTls.optional, PASSWORD);
        assertThat(send(server)).isEqualTo(
                new Outcome.Failed(null, "the mail server refused the user or the password"));
        assertThat(server.check()).contains("the mail server refused the user or the password");
        assertThat(server.trouble()).isPresent();
        smtp.answer("AUTH", "235 welcome");
        assertThat(server.check()).isEmpty();
        assertThat(server.trouble()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "alice", "@acme.example", "alice@", "a b@acme.example",
            "a@acme.example, b@evil.example",
            "a@acme.example\r\nRCPT TO:<b@evil.example>", "älice@acme.example", "a@b@c" })
    void goes_to_no_address_that_is_none(String address) {
        assertThat(send(server(smtp.port(), false, StartTls.optional, null), address))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(smtp.said).noneMatch(line -> line.startsWith("RCPT"));
    }

    @Test
    void spells_a_domain_as_it_is_looked_up() { // RFC 5891
        assertThat(send(server(smtp.port(), false, StartTls.optional, null), "alice@bücher.example")).isEqualTo(
                new Outcome.Acknowledged(250));
        assertThat(smtp.said).contains("RCPT TO:<alice@xn--bcher-kva.example>");
    }

    @Test
    void was_sent_whatever_is_said_after_that() {
        smtp.answer("QUIT", TestSmtp.HANG_UP);
        assertThat(send(server(smtp.port(), false, StartTls.optional, null))).isEqualTo(new Outcome.Acknowledged(250));
    }

    @Test
    void masks_addresses_that_a_server_repeats() {
        assertThat(Address.masked("alice@Acme.example")).isEqualTo("a***@acme.example");
        assertThat(Address.masked("😀x@acme.example")).isEqualTo("😀***@acme.example");
        assertThat(Address.masked("nobody")).isEqualTo("***");
        assertThat(Address.maskedIn("<ALICE@acme.example>: alice@acme.example unknown", "alice@acme.example"))
                .isEqualTo("<a***@acme.example>: a***@acme.example unknown");
    }
}
