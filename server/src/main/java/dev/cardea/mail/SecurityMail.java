package dev.cardea.mail;

import dev.cardea.html.Letter;
import dev.cardea.html.Letter.Part;
import dev.cardea.html.Messages;
import dev.cardea.html.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Something changed that somebody could keep an account with. It has no link: such mails are imitated, and whoever is
/// used to finding a link in them follows the imitation's.
///
/// @param detail what it is about, null where that needs no words
public record SecurityMail(What what, @Nullable String detail, Instant at) implements Mail {
    public static final String KIND = "security";
    private static final Duration USEFUL = Duration.ofDays(7);

    /// Spelled as in the names of the sentences.
    public enum What {
        factor_added, factor_removed, factors_reset, recovery_code_used, new_device
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Letter letter(Locale locale, Messages m) {
        var name = "mail.security." + what.name();
        var parts = new ArrayList<Part>();
        parts.add(new Part.Sentence(m.get(name + ".sentence")));
        if (detail != null) parts.add(new Part.Value(m.get(name + ".detail"), detail));
        parts.add(new Part.Value(m.get("mail.security.when"), Moment.minute(at, locale)));
        parts.add(new Part.SmallPrint(m.get("mail.security.warning")));
        return new Letter(m.get(name), List.copyOf(parts));
    }

    @Override
    public Instant usefulUntil() {
        return at.plus(USEFUL);
    }
}
