package dev.cardea.html;

import dev.cardea.html.Letter.Part;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Lays mails out: as HTML by a template, and as text that says the same.
public final class Letters {
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
    private final Map<Locale, Messages> messages;
    private final String host;

    /// @param scopes what the operator calls scopes, by scope and language tag
    /// @param host of the issuer: the person is told who writes
    public Letters(Map<String, Map<String, String>> scopes, String host) {
        this.messages = Pages.messages(scopes);
        this.host = host;
    }

    public record LaidOut(String html, String text) {}

    public Messages in(Locale locale) {
        return messages.getOrDefault(locale, Messages.in(locale));
    }

    public LaidOut layOut(Letter letter, Locale locale) {
        var m = in(locale);
        var html = new StringOutput();
        templates.render("mail/letter.jte", Map.of("letter", letter, "m", m, "host", host), html);
        return new LaidOut(html.toString(), text(letter, m));
    }

    private String text(Letter letter, Messages m) {
        var text = new StringBuilder(letter.subject()).append("\n\n");
        for (var part : letter.parts()) text.append(text(part)).append("\n\n");
        return text.append("-- \n").append(m.filled("mail.sender", host)).append('\n').toString();
    }

    private static String text(Part part) {
        return switch (part) {
            case Part.Sentence(var sentence) -> sentence;
            case Part.Value(var caption, var value) -> caption + "\n\n    " + value;
            case Part.Scopes(var lines) -> String.join("\n", lines.stream().map(Letters::text).toList());
            case Part.Link(var label, var address) -> label + ":\n" + address;
            case Part.SmallPrint(var sentence) -> sentence;
        };
    }

    private static String text(ScopeLine line) {
        return line.detail().isEmpty() ? "- " + line.title() : "- " + line.title() + ": " + line.detail();
    }

    /// What an application asks for, in words.
    public static Part scopes(List<String> scopes, Messages m) {
        return new Part.Scopes(ScopeLine.of(scopes, m));
    }
}
