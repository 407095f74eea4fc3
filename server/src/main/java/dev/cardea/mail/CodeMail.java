package dev.cardea.mail;

import dev.cardea.html.Letter;
import dev.cardea.html.Letter.Part;
import dev.cardea.html.Messages;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// The code that finishes signing in. Not in the subject: a locked screen shows that to anybody.
public record CodeMail(String code, Instant usefulUntil) implements Mail {
    public static final String KIND = "code";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Letter letter(Locale locale, Messages m) {
        return new Letter(m.get("mail.code.subject"), List.of(
                new Part.Value(m.get("mail.code.sentence"), code),
                new Part.SmallPrint(m.get("mail.code.warning"))));
    }

    @Override
    public String toString() {
        return "CodeMail";
    }
}
