package dev.cardea.mail;

import dev.cardea.outbound.Trust;
import dev.cardea.outbox.Message;
import dev.cardea.outbox.Outcome;
import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import java.io.IOException;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/// The server that takes every mail (RFC 5321), each on a connection of its own and within the time allowed for it.
/// Blocks; meant for virtual threads.
public final class MailServer {
    private static final String LATE = "no answer within mail.timeout";

    private final MailSettings settings;
    private final SSLSocketFactory tls;
    private final Properties properties;
    private final ScheduledThreadPoolExecutor watch;
    private @Nullable Session session;
    private volatile @Nullable String trouble;

    /// @param name of this machine, as it introduces itself
    public MailServer(MailSettings settings, String name) {
        this.settings = settings;
        this.tls = Trust.with(settings.trust());
        this.properties = properties(settings, tls, name);
        this.watch = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("mail-watch").daemon().factory());
        watch.setRemoveOnCancelPolicy(true);
    }

    private static Properties properties(MailSettings settings, SSLSocketFactory tls, String name) {
        var properties = new Properties();
        properties.put("mail.smtp.localhost", name);
        properties.put("mail.smtp.auth", String.valueOf(settings.username() != null));
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required",
                String.valueOf(!settings.tls() && settings.starttls() == MailSettings.StartTls.required));
        properties.put("mail.smtp.ssl.socketFactory", tls);
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        // It has taken the mail: its good-bye is not worth waiting for.
        properties.put("mail.smtp.quitwait", "false");
        return properties;
    }

    /// Loading what speaks to mail servers takes a moment, which nobody shall wait for who sends no mail.
    private synchronized Session session() {
        if (session == null) session = Session.getInstance(properties, new Authenticator() {
            @Override
            protected @Nullable PasswordAuthentication getPasswordAuthentication() {
                return settings.username() == null
                        ? null
                        : new PasswordAuthentication(settings.username(), settings.password());
            }
        });
        return session;
    }

    /// Why the server could not be used when that was tried last; empty also where it never was.
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /// Connects and says good-bye.
    ///
    /// @return why no mail can be sent, empty where that is possible
    public Optional<String> check() {
        try {
            converse(_ -> {});
            return Optional.empty();
        } catch (MessagingException | IOException e) {
            return Optional.of(Failure.text(e));
        }
    }

    /// Hands a mail over.
    Outcome take(Message message, Envelope envelope) {
        try {
            var mime = Mime.of(session(), settings, message, envelope);
            converse(transport -> transport.sendMessage(mime, mime.getAllRecipients()));
            return new Outcome.Acknowledged(250);
        } catch (MessagingException | IOException e) {
            return Failure.of(e, envelope.to());
        }
    }

    @FunctionalInterface
    private interface Conversation {
        void with(SMTPTransport transport) throws MessagingException;
    }

    private void converse(Conversation conversation) throws MessagingException, IOException {
        try (var connection = new Connection(settings, tls, watch)) {
            boolean connected = false;
            try {
                var transport = new SMTPTransport(session(), null);
                transport.connect(connection.open());
                connected = true;
                trouble = null;
                conversation.with(transport);
                sayGoodBye(transport);
            } catch (MessagingException | IOException e) {
                if (!connected) trouble = connection.isLate() ? LATE : Failure.text(e);
                if (!connection.isLate()) throw e;
                var late = new IOException(LATE);
                late.addSuppressed(e);
                throw late;
            }
        }
    }

    /// The mail was taken, whatever becomes of this.
    private static void sayGoodBye(SMTPTransport transport) {
        try {
            transport.close();
        } catch (MessagingException _) {
            // The connection is closed all the same.
        }
    }
}
