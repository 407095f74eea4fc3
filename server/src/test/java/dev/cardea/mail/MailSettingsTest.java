package dev.cardea.mail;

import dev.cardea.config.Document;
import dev.cardea.config.InvalidSettings;
import dev.cardea.mail.MailSettings.StartTls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("mail of the configuration")
class MailSettingsTest {
    private static @Nullable MailSettings read(String yaml) {
        var document = Document.yaml(yaml, Path.of("."), Map.of());
        var settings = MailSettings.read(document.root(), null);
        document.check();
        return settings;
    }

    @Test
    void may_be_left_out() {
        assertThat(read("{}")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"smtp://mail.example.com,mail.example.com,587,false,required",
            "smtp://mail.example.com:25,mail.example.com,25,false,required",
            "smtps://mail.example.com,mail.example.com,465,true,required",
            "smtp://127.0.0.1:1025,127.0.0.1,1025,false,optional", "smtp://localhost/,localhost,587,false,optional",
            "'smtp://[::1]:2525',::1,2525,false,optional", "'smtp://[2001:db8::1]',2001:db8::1,587,false,required" })
    void names_a_server(String url, String host, int port, boolean tls, StartTls starttls) {
        assertThat(read("mail: { url: '" + url + "', from: no-reply@example.com }"))
                .isEqualTo(new MailSettings(host, port, tls, starttls, null, null, "no-reply@example.com", null,
                        Duration.ofSeconds(30), null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{} | mail.url: is missing",
            "{ url: 'smtp://mail.example.com' } | mail.from: is missing",
            "{ url: 'http://mail.example.com', from: a@b.example } | mail.url: is no address of a mail server",
            "{ url: 'smtp://mail_server', from: a@b.example } | mail.url: is no address of a mail server",
            "{ url: 'smtp://mail.example.com:99999', from: a@b.example } | mail.url: is no address of a mail server",
            "{ url: 'smtp://u:p@mail.example.com', from: a@b.example } | mail.url: has a user in it",
            "{ url: 'smtp://m.example', from: x } | mail.from: 'x' is no sender",
            "{ url: 'smtp://m.example', from: 'A <a@b.example>, B <b@b.example>' } | is no sender",
            "{ url: 'smtp://m.example', from: \"A\\nBcc: <a@b.example>\" } | is no sender",
            "{ url: 'smtp://m.example', from: a@b.example, reply_to: x } | mail.reply_to: 'x' is no sender",
            "{ url: 'smtp://m.example', from: a@b.example, username: u } | mail.password: is missing",
            "{ url: 'smtp://m.example', from: a@b.example, password: p } | mail.username: is missing",
            "{ url: 'smtp://m.example', from: a@b.example, username: u, password: p, starttls: optional } | in clear",
            "{ url: 'smtp://m.example', from: a@b.example, starttls: never } | mail.starttls" })
    void has_to_make_sense(String mail, String mistake) {
        assertThatThrownBy(() -> read("mail: " + mail)).isInstanceOf(InvalidSettings.class)
                .hasMessageContaining(mistake);
    }

    @Test
    void does_not_show_a_password_that_is_in_the_wrong_place() {
        assertThatThrownBy(() -> read("mail: { url: 'smtp://u:hunter2@m.example', from: a@b.example }"))
                .message()
                .doesNotContain("hunter2");
    }
}
