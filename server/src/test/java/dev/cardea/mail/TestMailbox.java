package dev.cardea.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/// Everybody's mailbox, in tests.
public final class TestMailbox implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);
    private final GreenMail green = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));

    public TestMailbox() {
        green.start();
    }

    /// The section that makes a server write here.
    public String settings() {
        return "mail: { url: 'smtp://127.0.0.1:%d', from: no-reply@sso.example, new_device: false }\n"
                .formatted(green.getSmtp().getPort());
    }

    public record Mail(String to, String subject, String text) {
        /// The path and query of the link in it.
        public String link() {
            var link = Pattern.compile("http://localhost:8080(/\\S*)").matcher(text);
            if (!link.find()) throw new AssertionError("no link in: " + text);
            return link.group(1);
        }

        /// What is secret in the link.
        public String secret() {
            return link().substring(link().indexOf("link=") + "link=".length());
        }
    }

    /// All that an address has got so far, the oldest first.
    public List<Mail> of(String address) {
        var mails = new ArrayList<Mail>();
        for (var message : green.getReceivedMessages()) {
            var mail = read(message);
            if (mail.to().equalsIgnoreCase(address)) mails.add(mail);
        }
        return mails;
    }

    public int count() {
        return green.getReceivedMessages().length;
    }

    /// The mail with that number that an address gets, waited for.
    public Mail mail(String address, int number) {
        long begin = System.nanoTime();
        while (of(address).size() < number) {
            if (System.nanoTime() - begin > PATIENCE)
                throw new AssertionError(address + " got " + of(address) + " of " + count() + " mails");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        return of(address).get(number - 1);
    }

    public Mail mail(String address) {
        return mail(address, 1);
    }

    private static Mail read(MimeMessage message) {
        try {
            var to = Arrays.toString(message.getAllRecipients()).replaceAll("[\\[\\]]", "");
            var text = (String) ((Multipart) message.getContent()).getBodyPart(0).getContent();
            return new Mail(to, message.getSubject(), text.replace("\r\n", "\n"));
        } catch (MessagingException | IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        green.stop();
    }
}
