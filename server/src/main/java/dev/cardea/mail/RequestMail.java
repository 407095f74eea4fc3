package dev.cardea.mail;

import dev.cardea.client.Client;
import dev.cardea.html.Letter;
import dev.cardea.html.Letter.Part;
import dev.cardea.html.Letters;
import dev.cardea.html.Messages;
import dev.cardea.oauth.Scopes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An application asks a person who is elsewhere for permission (CIBA Core §7.1).
///
/// @param bindingMessage that the application shows too, null where it shows none
/// @param link to the page where the person decides
/// @param lifetime of the request, from its beginning
/// @param usefulUntil its end
public record RequestMail(
        Client.Display client,
        @Nullable String bindingMessage,
        Scopes scopes,
        String link,
        Duration lifetime,
        Instant usefulUntil)
        implements
            Mail {
    public static final String KIND = "request";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Letter letter(Locale locale, Messages m) {
        var parts = new ArrayList<Part>();
        parts.add(new Part.Sentence(m.get("mail.request.sentence")));
        if (bindingMessage != null) parts.add(new Part.Value(m.get("requests.binding"), bindingMessage));
        parts.add(Letters.scopes(List.copyOf(scopes.values()), m));
        parts.add(new Part.Link(m.get("mail.request.open"), link));
        parts.add(new Part.SmallPrint(m.filled("mail.request.ends", minutes())));
        parts.add(new Part.SmallPrint(m.get("mail.request.warning")));
        return new Letter(m.filled("mail.request.subject", client.in(locale).name()), parts);
    }

    /// The one that has begun counts.
    private String minutes() {
        return Long.toString(Math.ceilDiv(lifetime.toSeconds(), 60L));
    }

    @Override
    public String toString() {
        return "RequestMail";
    }
}
