package dev.cardea.mail;

import dev.cardea.outbox.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Date;

/// A mail as it goes over the wire (RFC 5322, RFC 2045). The same for every try, its `Message-ID` above all: by that
/// programs recognize what came twice.
final class Mime {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private Mime() {}

    static MimeMessage of(Session session, MailSettings settings, Message message, Envelope envelope)
            throws MessagingException {
        var mime = new MimeMessage(session);
        var from = sender(settings.from());
        mime.setFrom(from);
        if (settings.replyTo() != null) mime.setReplyTo(new InternetAddress[]{sender(settings.replyTo()) });
        mime.setRecipient(jakarta.mail.Message.RecipientType.TO, recipient(envelope.to()));
        mime.setSubject(envelope.subject(), UTF_8);
        mime.setSentDate(Date.from(message.createdAt()));
        mime.setContentLanguage(new String[]{envelope.language() });
        // RFC 3834 §5: nobody's absence note shall answer. The second is for Exchange.
        mime.setHeader("Auto-Submitted", "auto-generated");
        mime.setHeader("X-Auto-Response-Suppress", "All");
        // The best one last (RFC 2046 §5.1.4).
        mime.setContent(
                new MimeMultipart("alternative", part(envelope.text(), "plain"), part(envelope.html(), "html")));
        mime.saveChanges();
        var domain = from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
        mime.setHeader("Message-ID", "<" + message.id() + "@" + domain + ">");
        return mime;
    }

    private static MimeBodyPart part(String content, String subtype) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(content, UTF_8, subtype);
        return part;
    }

    /// @param sender as in the configuration: an address, or `name <address>`
    static InternetAddress sender(String sender) throws AddressException {
        int open = sender.indexOf('<');
        var address = ascii(open < 0 ? sender : sender.substring(open + 1, sender.indexOf('>', open)));
        var name = open < 0 ? "" : sender.substring(0, open).strip().replaceAll("^\"(.*)\"$", "$1");
        try {
            return name.isEmpty() ? new InternetAddress(address, true) : new InternetAddress(address, name, UTF_8);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("every JDK has UTF-8", e);
        }
    }

    private static InternetAddress recipient(String address) throws AddressException {
        return new InternetAddress(ascii(address), true);
    }

    /// The domain as it is looked up (RFC 5891). What is before it cannot be spelled otherwise, and few servers take it
    /// as it is (RFC 6531).
    private static String ascii(String address) throws AddressException {
        int at = address.lastIndexOf('@');
        if (at <= 0) throw new AddressException("has no @");
        var local = address.substring(0, at);
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(local))
            throw new AddressException("has letters before the @ that are not ASCII");
        try {
            return local + "@" + IDN.toASCII(address.substring(at + 1));
        } catch (IllegalArgumentException _) {
            throw new AddressException("has a domain that cannot be looked up");
        }
    }
}
