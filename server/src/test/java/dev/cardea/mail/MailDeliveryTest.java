package dev.cardea.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.cardea.TestCardea;
import dev.cardea.ciba.TestCiba;
import dev.cardea.outbox.OutboxStore.State;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.mail.TestOutbox.is;
import static dev.cardea.mail.TestOutbox.newest;
import static dev.cardea.mail.TestOutbox.tried;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Mail: RFC 5321 delivery with retries, RFC 5322 headers, RFC 3834 §5, RFC 3207 STARTTLS")
class MailDeliveryTest {
    private final GreenMail green = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final TestSmtp smtp = new TestSmtp();
    private TestCardea cardea;

    @BeforeEach
    void start() {
        green.start();
    }

    @AfterEach
    void stop() {
        cardea.close();
        green.stop();
        smtp.close();
    }

    private void serve(int port, String more) {
        cardea = new TestCardea(TestCiba.client("till", "poll", "client_name: \"Tíll 7\", request_mail: true")
                + "mail: { url: 'smtp://127.0.0.1:%d', from: 'Türöffner, Inc. <no-reply@sso.example>', reply_to: help@sso.example%s }\n"
                        .formatted(port, more));
    }

    private TestCiba ask(String... parameters) {
        return TestCiba.of(cardea, "till", parameters);
    }

    private MimeMessage received() {
        assertThat(green.waitForIncomingEmail(20_000, 1)).isTrue();
        return green.getReceivedMessages()[0];
    }

    @Test
    void has_the_headers_of_mail_that_no_person_wrote() throws Exception { // RFC 5322 §3.6, RFC 3834 §5
        serve(green.getSmtp().getPort(), "");
        ask();
        var mail = received();
        assertThat(mail.getHeader("From")).containsExactly(
                "=?UTF-8?Q?T=C3=BCr=C3=B6ffner=2C_Inc=2E?= <no-reply@sso.example>");
        assertThat(mail.getHeader("Reply-To")).containsExactly("help@sso.example");
        assertThat(mail.getHeader("To")).containsExactly(ALICE);
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getHeader("Content-Language")).containsExactly("en");
        assertThat(mail.getHeader("Date")).containsExactly("Thu, 1 Jan 2026 12:00:00 +0000 (UTC)");
        var id = newest(cardea, is(State.acknowledged)).message().id();
        assertThat(mail.getHeader("Message-ID")).containsExactly("<" + id + "@sso.example>");
        assertThat(mail.getSubject()).isEqualTo("Tíll 7 asks for your permission");
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        var parts = (Multipart) mail.getContent();
        assertThat(parts.getBodyPart(0).getContentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
        assertThat(parts.getBodyPart(1).getContentType()).isEqualToIgnoringCase("text/html; charset=UTF-8");
        assertThat((String) parts.getBodyPart(0).getContent()).contains("Tíll 7 asks for your permission");
        assertThat((String) parts.getBodyPart(1).getContent()).startsWith("<!doctype html>").contains("Tíll 7");
    }

    @Test
    void keeps_nothing_of_what_was_sent_but_that_it_was() {
        serve(green.getSmtp().getPort(), "");
        ask();
        var entry = newest(cardea, is(State.acknowledged));
        assertThat(entry.message().payload()).isEmpty();
        assertThat(entry.message().recipient()).isEqualTo(RequestMail.KIND);
        assertThat(entry.message().reference()).isEqualTo("a***@acme.example");
        assertThat(entry.status()).isEqualTo(250);
    }

    @ParameterizedTest
    @CsvSource({"CONNECT", "EHLO", "RCPT", "." })
    void is_tried_again_where_the_server_says_nothing(String command) {
        smtp.answer(command, TestSmtp.SILENCE);
        serve(smtp.port(), ", timeout: 500ms");
        ask();
        assertThat(newest(cardea, tried(1)).error()).isEqualTo("no answer within mail.timeout");
    }

    @Test
    void is_not_sent_in_clear_where_tls_is_required() { // RFC 3207 §4
        serve(smtp.port(), ", starttls: required");
        ask();
        assertThat(newest(cardea, tried(1)).error()).contains("STARTTLS");
        assertThat(smtp.said).noneMatch(line -> line.startsWith("MAIL") || line.startsWith("AUTH"));
        assertThat(smtp.waiting()).isZero();
    }

    @Test
    void arrives_after_a_restart() throws Exception {
        smtp.answer("CONNECT", "421 down");
        serve(smtp.port(), "");
        ask();
        newest(cardea, tried(1));
        cardea = cardea.restarted();
        smtp.answer("CONNECT", "220 back");
        cardea.clock.advance(Duration.ofSeconds(1));
        assertThat(smtp.mail()).contains("asks for your permission");
    }

    @Test
    void does_not_hold_up_anything_where_the_server_is_down() {
        smtp.close();
        serve(smtp.port(), "");
        var request = ask();
        assertThat(newest(cardea, tried(1)).error()).contains("Connect");
        request.approvedBy(cardea.signedIn(ALICE));
        assertThat(TestCardea.json(request.poll())).containsKey("access_token");
        var ready = cardea.get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(TestCardea.json(ready)).containsEntry("status", "up").containsEntry("mail", "down");
    }
}
