package dev.cardea.account;

import dev.cardea.html.Locales;
import dev.cardea.http.Request;
import dev.cardea.session.Interactions;
import dev.cardea.session.Sessions;
import dev.cardea.user.User;
import java.util.Locale;

/// Somebody who is signed in opens a page of their account, or sends its form.
public record Visit(Request request, Interactions.Browser browser, Sessions.Current current) {
    public User user() {
        return current.user();
    }

    /// What a form is bound to, so that it cannot be sent for somebody else.
    public String person() {
        return current.user().id().value();
    }

    public Locale locale() {
        return Locales.negotiate(null, request.headers("Accept-Language"));
    }
}
