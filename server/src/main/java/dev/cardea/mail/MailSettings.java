package dev.cardea.mail;

import dev.cardea.config.Section;
import dev.cardea.config.Value;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The mail server, and how mails are signed.
///
/// @param tls whether the connection begins with TLS, on which `starttls` has no bearing
/// @param username null where the server is not told who sends
/// @param from the sender, as in the header
/// @param replyTo null where answers go to the sender
/// @param timeout for one mail, from the connection to the server's last word
/// @param trust PEM file with certificate authorities beside those that Java knows
public record MailSettings(
        String host,
        int port,
        boolean tls,
        StartTls starttls,
        @Nullable String username,
        @Nullable String password,
        String from,
        @Nullable String replyTo,
        Duration timeout,
        @Nullable Path trust) {
    /// RFC 3207, spelled as in the configuration.
    public enum StartTls {
        /// Nothing is sent to a server that does not offer it.
        required,
        /// Used where it is offered: whoever is between the two can take the offer away.
        optional
    }

    private static final Pattern URL = Pattern
            .compile("smtps?://(?:[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(?::\\d{1,5})?/?");
    private static final Pattern SENDER = Pattern
            .compile("[^@<>\\s]+@[^@<>\\s]+|[^<>\\p{Cntrl}]+ <[^@<>\\s]+@[^@<>\\s]+>|<[^@<>\\s]+@[^@<>\\s]+>");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.[0-9.]+|::1");
    private static final String EXAMPLE = "write it like smtp://mail.example.com:587";
    private static final int MAX_PORT = 65535;
    private static final int SUBMISSION = 587; // RFC 6409
    private static final int SUBMISSIONS = 465; // RFC 8314 §3.3

    /// What the configuration has under `mail`.
    ///
    /// @return null where it has nothing
    public static @Nullable MailSettings read(Section root, @Nullable Path trust) {
        var section = root.section("mail");
        var names = List.of("url", "from", "reply_to", "username", "password", "starttls", "timeout");
        // No short cut: every name has to be asked for.
        boolean present = names.stream().filter(section::has).count() > 0;
        if (!present && !root.has("mail")) return null;
        var url = section.requiredValue("url", EXAMPLE).filter(MailSettings::isAddress).map(Value::text);
        var address = URI.create(url.orElse("smtp://localhost"));
        var host = address.getHost() == null ? "localhost" : address.getHost().replaceAll("[\\[\\]]", "");
        boolean tls = address.getScheme().equals("smtps");
        var starttls = section.oneOf("starttls",
                LOOPBACK.matcher(host).matches() ? StartTls.optional : StartTls.required);
        var username = section.string("username");
        var password = section.string("password");
        if (username.isPresent() != password.isPresent())
            section.mistake(username.isPresent() ? "password" : "username", "is missing",
                    "the mail server needs both, or neither");
        if (username.isPresent() && !tls && starttls == StartTls.optional && !LOOPBACK.matcher(host).matches())
            section.mistake("starttls", "is optional, so the password might be sent in clear",
                    "leave it out: it is required by default");
        return new MailSettings(host, port(address, tls), tls, starttls, username.orElse(null),
                password.orElse(null),
                section.requiredValue("from", "write it like: Cardea <no-reply@example.com>")
                        .filter(MailSettings::isSender)
                        .map(Value::text)
                        .orElse("no-reply@localhost"),
                section.value("reply_to").filter(MailSettings::isSender).map(Value::text).orElse(null),
                section.duration("timeout", Duration.ofMillis(100), Duration.ofMinutes(5), Duration.ofSeconds(30)),
                trust);
    }

    private static int port(URI address, boolean tls) {
        if (address.getPort() >= 0) return address.getPort();
        return tls ? SUBMISSIONS : SUBMISSION;
    }

    private static boolean isAddress(Value url) {
        boolean good = URL.matcher(url.text()).matches() && URI.create(url.text()).getPort() <= MAX_PORT
                && URI.create(url.text()).getHost() != null;
        if (!good && url.text().contains("@"))
            // Not quoted back: it may hold the password.
            url.mistake("has a user in it", "use mail.username and mail.password");
        else if (!good) url.mistake("is no address of a mail server", EXAMPLE);
        return good;
    }

    private static boolean isSender(Value value) {
        boolean good = SENDER.matcher(value.text()).matches();
        if (!good) value.wrong("is no sender", "write it like: Cardea <no-reply@example.com>");
        return good;
    }

    @Override
    public String toString() {
        return "MailSettings[" + host + ":" + port + "]";
    }
}
