package dev.cardea.mail;

import dev.cardea.TestCardea;
import dev.cardea.ciba.TestCiba;
import dev.cardea.outbox.OutboxStore.State;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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

@DisplayName("Mail: RFC 5321 §4.2.1 what the answers of the mail server mean, §4.5.4.1 retries")
class MailRetryTest {
    private static final TestSmtp SMTP = new TestSmtp();
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(TestCiba.client("till", "poll", "request_mail: true")
                + "mail: { url: 'smtp://127.0.0.1:%d', from: no-reply@sso.example, new_device: false }\n"
                        .formatted(SMTP.port()));
    }

    @AfterAll
    static void stop() {
        cardea.close();
        SMTP.close();
    }

    @BeforeEach
    void forget() {
        SMTP.reset();
        cardea.clock.advance(Duration.ofDays(1));
    }

    private static TestCiba ask(String... parameters) {
        return TestCiba.of(cardea, "till", parameters);
    }

    @Test
    void waits_encrypted() {
        SMTP.answer("MAIL", "451 later");
        ask("binding_message", "W4SCT");
        var payload = newest(cardea, tried(1)).message().payload();
        assertThat(payload).isNotEmpty().doesNotContain("acme.example", "W4SCT", "requests");
    }

    @Test
    void is_tried_again_after_a_temporary_failure_as_the_same_mail() throws Exception { // RFC 5321 §4.5.4.1
        SMTP.answer(".", "451 4.3.0 not now");
        ask();
        var first = SMTP.mail();
        var entry = newest(cardea, tried(1));
        assertThat(entry.status()).isEqualTo(451);
        assertThat(entry.dueAt()).isEqualTo(cardea.clock.instant().plusSeconds(1));
        SMTP.answer(".", "250 taken");
        cardea.clock.advance(Duration.ofSeconds(1));
        var second = SMTP.mail();
        assertThat(header(second, "Message-ID")).isEqualTo(header(first, "Message-ID"));
        assertThat(header(second, "Date")).isEqualTo(header(first, "Date"));
        assertThat(newest(cardea, is(State.acknowledged)).attempts()).isEqualTo(2);
    }

    private static String header(String mail, String name) {
        return Arrays.stream(mail.split("\r\n")).filter(l -> l.startsWith(name + ":")).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"MAIL,550 5.7.1 not you", "RCPT,550 5.1.1 <alice@acme.example>: no such user", "DATA,554 5.7.1 spam",
            ".,552 5.2.3 too long" })
    void is_given_up_at_once_after_a_permanent_failure(String command, String answer) { // RFC 5321 §4.2.1
        SMTP.answer(command, answer);
        ask();
        var entry = newest(cardea, is(State.failed));
        assertThat(entry.attempts()).isEqualTo(1);
        assertThat(entry.status()).isEqualTo(Integer.parseInt(answer.substring(0, 3)));
        assertThat(entry.error()).contains(answer.substring(4, 9)).doesNotContain(ALICE);
        assertThat(entry.dueAt()).isNull();
        assertThat(entry.message().payload()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"CONNECT,421 busy", "CONNECT,554 no service", "RCPT,450 4.2.0 greylisted",
            "DATA,452 full", "CONNECT,-", "MAIL,-", ".,-" })
    void is_tried_again_after_whatever_may_get_better(String command, String answer) {
        SMTP.answer(command, answer);
        ask();
        var entry = newest(cardea, tried(1));
        assertThat(entry.dueAt()).isEqualTo(cardea.clock.instant().plusSeconds(1));
        assertThat(entry.error()).isNotBlank().doesNotContain(ALICE);
    }

    @Test
    void is_given_up_when_what_it_tells_of_is_over() {
        SMTP.answer("MAIL", "451 later");
        ask("requested_expiry", "60");
        newest(cardea, tried(1));
        cardea.clock.advance(Duration.ofSeconds(60));
        var entry = newest(cardea, is(State.failed));
        assertThat(entry.error()).contains("too late");
        assertThat(entry.message().payload()).isEmpty();
        assertThat(SMTP.waiting()).isZero();
    }

    @Test
    void lets_no_value_become_markup_or_another_recipient() throws Exception {
        ask("binding_message", "</td><script>x</script>");
        var mail = SMTP.mail();
        assertThat(SMTP.said).filteredOn(line -> line.startsWith("RCPT")).containsExactly("RCPT TO:<" + ALICE + ">");
        // RFC 2045 §6.7: a soft line break.
        var html = mail.substring(mail.indexOf("<!doctype html>")).replace("=\r\n", "");
        assertThat(html).doesNotContain("<script>").contains("&lt;script&gt;x");
    }
}
