package dev.cardea.factor;

import dev.cardea.factor.Factor.Kind;
import dev.cardea.html.EnrolPage;
import dev.cardea.html.FactorProblem;
import dev.cardea.http.Request;
import dev.cardea.mail.Address;
import dev.cardea.session.Interactions.Browser;
import dev.cardea.user.User;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The forms that set factors up, wherever they are shown.
public final class FactorForms {
    private final Enrolments enrolments;
    private final EmailCodes emailCodes;

    public FactorForms(Enrolments enrolments, EmailCodes emailCodes) {
        this.enrolments = enrolments;
        this.emailCodes = emailCodes;
    }

    /// What differs with where the form is.
    ///
    /// @param handle the hidden field that says what the form is about
    /// @param back null where something has to be set up
    public record Frame(Request request, Locale locale, Browser browser, User user, String action, String handle,
            String csrf, List<EnrolPage.Choice> choices, @Nullable String back, List<String> formTargets) {}

    /// The kind that the address names, if it is among these.
    public static Optional<Kind> kind(Request request, List<Kind> possible) {
        return possible.stream().filter(kind -> kind.name().equals(request.pathParameter("kind"))).findFirst();
    }

    public static Enrolments.Sent sent(Request request, Kind kind) {
        var form = request.form();
        return new Enrolments.Sent(form.get("ceremony").orElse(""),
                form.get(kind == Kind.passkey ? "credential" : "code").orElse(""), form.get("name").orElse(""));
    }

    /// @param kind null for the choice among them
    public EnrolPage page(Frame frame, @Nullable Kind kind, @Nullable FactorProblem problem) {
        var user = frame.user();
        var email = user.email();
        var setup = frame.request().isPost() ? frame.request().form().get("ceremony").orElse("") : "";
        return new EnrolPage(
                frame.locale(),
                frame.action(),
                frame.handle(),
                frame.csrf(),
                user.displayName(),
                kind == null ? "" : kind.name(),
                frame.choices(),
                frame.back(),
                kind == Kind.totp ? secret(enrolments.totp(user, frame.browser(), setup)) : null,
                kind == Kind.passkey ? enrolments.passkey(user, frame.browser()) : null,
                kind == Kind.email && email != null ? Address.masked(email) : null,
                kind == Kind.email && emailCodes.isSent(user),
                problem,
                frame.formTargets());
    }

    private static EnrolPage.Secret secret(TotpFactor.Setup setup) {
        return new EnrolPage.Secret(setup.setup(), setup.secret(), setup.uri(), setup.size(), setup.path());
    }
}
