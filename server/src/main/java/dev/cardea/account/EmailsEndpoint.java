package dev.cardea.account;

import dev.cardea.errand.AskingLimit;
import dev.cardea.html.EmailsPage;
import dev.cardea.html.Pages;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.link.Links;
import dev.cardea.session.Interaction;
import dev.cardea.session.Interactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// GET and POST /account/emails: the addresses of a person. Whoever changes them has signed in just now.
public final class EmailsEndpoint implements Endpoint {
    static final String PATH = Interaction.Resume.emails.path();
    private static final String DONE = "done";
    private static final String NEW = "new";
    private final Entrance entrance;
    private final Desk desk;
    private final Emails emails;
    private final AskingLimit limit;
    private final Interactions interactions;
    private final Pages pages;

    public EmailsEndpoint(Entrance entrance, Desk desk, Emails emails, AskingLimit limit, Interactions interactions,
            Pages pages) {
        this.entrance = entrance;
        this.desk = desk;
        this.emails = emails;
        this.limit = limit;
        this.interactions = interactions;
        this.pages = pages;
    }

    @Override
    public Response handle(Request request) {
        if (request.isPost()) return entrance.fresh(request, Interaction.Resume.emails, this::change);
        return entrance.signedIn(request, Interaction.Resume.emails, visit -> {
            var link = followed(request);
            return link.isPresent()
                    ? Response.redirect(ConfirmAddressEndpoint.PATH + "?" + Links.PARAMETER + "=" + link.get())
                    : page(visit, 200, null);
        });
    }

    /// The link that led to signing in.
    private Optional<String> followed(Request request) {
        return request.query()
                .get("interaction")
                .flatMap(handle -> interactions.open(handle, request))
                .map(opened -> opened.interaction().parameters().get(Links.PARAMETER));
    }

    private Response change(Visit visit) {
        var form = visit.request().form();
        var address = form.require("request");
        var wish = form.get("decision").orElse("add");
        if (!desk.isGenuine(visit, PATH, address)) return page(visit, 400, "form.problem.expired");
        var typed = wish.equals("add") ? form.get("email").orElse("").strip() : address;
        // Whatever ends in a mail: nobody's mailbox is filled from somebody's account.
        if (!wish.equals("remove") && !limit.admits(typed, visit.request().peer().address()))
            return page(visit, 429, "login.problem.throttled");
        var user = visit.user();
        var result = switch (wish) {
            case "add" -> emails.add(user, typed);
            case "prove" -> emails.prove(user, typed);
            case "prefer" -> emails.prefer(user, typed);
            case "remove" -> emails.remove(user, typed);
            default -> Emails.Result.unknown;
        };
        return switch (result) {
            case added, mailed, verified, primary, removed ->
                Response.redirect(PATH + "?" + DONE + "=" + result.name());
            case malformed, refused, unknown, managed -> page(visit, 400, "emails.problem." + result.name());
        };
    }

    private Response page(Visit visit, int status, @Nullable String problem) {
        var user = visit.user();
        var managed = emails.isManaged(user);
        var shown = new ArrayList<EmailsPage.Address>();
        if (user.email() != null) shown.add(address(visit, user.email(), user.emailVerified(), true));
        for (var further : emails.further(user))
            shown.add(address(visit, further.address(), further.verified(), false));
        return pages
                .emails(new EmailsPage(visit.locale(), status, PATH, user.displayName(), desk.csrf(visit, PATH, NEW),
                        shown, managed, problem, done(visit)));
    }

    private static @Nullable String done(Visit visit) {
        if (visit.request().isPost()) return null;
        var done = visit.request().query().get(DONE).orElse("");
        return List.of("added", "mailed", "verified", "primary", "removed").contains(done)
                ? "emails.done." + done
                : null;
    }

    private EmailsPage.Address address(Visit visit, String address, boolean verified, boolean primary) {
        return new EmailsPage.Address(address, desk.csrf(visit, PATH, address), verified, primary);
    }
}
