package dev.cardea.enrolment;

import dev.cardea.Config;
import dev.cardea.TestCardea;
import dev.cardea.TestPerson;
import dev.cardea.config.InvalidSettings;
import dev.cardea.html.Letters;
import dev.cardea.jose.Sealing;
import dev.cardea.jose.Secrets;
import dev.cardea.link.Links;
import dev.cardea.link.Purpose;
import dev.cardea.mail.Mails;
import dev.cardea.mail.TestMailbox;
import dev.cardea.store.Race;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Who has not finished a registration is reminded, once")
class ReminderTest {
    private static TestMailbox mailbox;
    private static TestCardea cardea;
    private final String somebody = TestPerson.address();
    private Links links;
    private ReminderErrand reminder;

    @BeforeAll
    static void start() {
        mailbox = new TestMailbox();
        cardea = new TestCardea(mailbox.settings());
    }

    @AfterAll
    static void stop() {
        cardea.close();
        mailbox.close();
    }

    private void begin() {
        var random = new SecureRandom();
        var sealing = new Sealing(new Secrets("a secret of thirty-two characters", List.of()), random);
        var store = cardea.server.stores().links();
        links = new Links(store, sealing, TestCardea.ISSUER, random, cardea.clock);
        var mails = new Mails(true, new Letters(Map.of(), "localhost"), sealing, random, cardea.clock);
        reminder = new ReminderErrand(store, links, mails, cardea.clock);
        var issued = links.issue(Purpose.register, "/register/confirm", somebody, Map.of("locale", "fr"),
                cardea.clock.instant().plus(Duration.ofHours(12)));
        store.add(issued.link(), List.of());
    }

    private long reminders() {
        return cardea.server.stores()
                .outbox()
                .ledger("mail", "register_reminder", null, 1000)
                .size();
    }

    @Test
    void once_however_many_nodes_do_so_at_the_same_time() throws Exception {
        begin();
        long before = reminders();
        reminder.remindAll();
        assertThat(reminders()).isEqualTo(before);
        cardea.clock.advance(Duration.ofHours(12));
        Race.of(() -> {
            reminder.remindAll();
            return true;
        });
        assertThat(reminders()).isEqualTo(before + 1);
        cardea.clock.advance(Duration.ofHours(6));
        reminder.remindAll();
        assertThat(reminders()).isEqualTo(before + 1);
    }

    @Test
    void never_when_it_is_too_late() {
        begin();
        long before = reminders();
        cardea.clock.advance(Duration.ofHours(24));
        reminder.remindAll();
        assertThat(reminders()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"organizations: [{ id: a, registration: self }]",
            "clients: [{ client_id: a, client_secret: 0123456789abcdef, redirect_uris: ['https://a.example/'], registration: self }]" })
    void and_nobody_can_register_where_nothing_can_be_mailed(String section) {
        assertThatThrownBy(() -> Config.parse("issuer: http://localhost\n" + section, Path.of("."),
                Map.of())).isInstanceOf(InvalidSettings.class).hasMessageContaining("nothing can be mailed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{ version: '1' }", "{ url: 'https://a.example/' }",
            "{ version: 'a b', url: 'https://a.example/' }",
            "{ version: '1', url: 'javascript:alert(1)' }",
            "{ version: '1', url: 'https://a.example/', 'url#xx-': 'https://a.example/' }" })
    void and_terms_have_a_version_and_a_page(String terms) {
        assertThatThrownBy(() -> Config.parse("issuer: http://localhost\nterms: " + terms,
                Path.of("."), Map.of())).isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("terms");
    }
}
