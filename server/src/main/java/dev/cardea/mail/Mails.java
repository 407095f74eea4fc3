package dev.cardea.mail;

import dev.cardea.html.Letters;
import dev.cardea.html.Locales;
import dev.cardea.jose.Base64Url;
import dev.cardea.jose.Sealing;
import dev.cardea.outbox.Message;
import dev.cardea.user.User;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Makes messages for the outbox of what people are to be told. Whoever writes down what it is about writes them in the
/// same transaction, and wakes the outbox after it. They are encrypted: a link in a mail is a secret.
public final class Mails {
    /// Of every mail in the outbox; the recipient is the kind of the mail, the reference the masked address.
    public static final String KIND = "mail";
    private static final String PURPOSE = "mail";

    private final boolean offered;
    private final Letters letters;
    private final Sealing sealing;
    private final SecureRandom random;
    private final InstantSource clock;

    /// @param offered whether there is a mail server
    public Mails(boolean offered, Letters letters, Sealing sealing, SecureRandom random, InstantSource clock) {
        this.offered = offered;
        this.letters = letters;
        this.sealing = sealing;
        this.random = random;
        this.clock = clock;
    }

    /// Whether mail reaches this person, as far as is known.
    public boolean reaches(User user) {
        return offered && user.email() != null && user.emailVerified();
    }

    /// In the person's own language. Nothing where mail does not reach them.
    public List<Message> to(User user, Mail mail) {
        var address = user.email();
        if (address == null || !reaches(user)) return List.of();
        return List.of(message(address, locale(user), mail));
    }

    /// To an address that may be nobody's account.
    ///
    /// @param language that whoever asked for it reads, as a language tag
    public List<Message> to(String address, String language, Mail mail) {
        return offered ? List.of(message(address, Locales.negotiate(language, List.of()), mail)) : List.of();
    }

    /// The same to an address of this person, in the person's own language.
    public List<Message> to(String address, User user, Mail mail) {
        return offered ? List.of(message(address, locale(user), mail)) : List.of();
    }

    private Message message(String address, Locale locale, Mail mail) {
        var letter = mail.letter(locale, letters.in(locale));
        var laidOut = letters.layOut(letter, locale);
        var envelope = new Envelope(address, locale.getLanguage(), letter.subject(), laidOut.text(), laidOut.html(),
                mail.usefulUntil());
        return Message.of(KIND, mail.kind(), Address.masked(address),
                Base64Url.encode(sealing.seal(PURPOSE, envelope.json())), random, clock.instant());
    }

    /// Empty where it was sealed with a secret that is known no more.
    Optional<Envelope> open(Message message) {
        return Base64Url.decode(message.payload())
                .flatMap(sealed -> sealing.open(PURPOSE, sealed))
                .map(Envelope::read);
    }

    private static Locale locale(User user) {
        return Locales.negotiate(user.claims().get("locale") instanceof String tag ? tag.replace('_', '-') : null,
                List.of());
    }
}
