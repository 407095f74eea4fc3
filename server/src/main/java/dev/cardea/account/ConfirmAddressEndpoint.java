package dev.cardea.account;

import dev.cardea.html.AccountSection;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.link.Links;
import dev.cardea.link.Purpose;
import dev.cardea.session.Interaction;
import dev.cardea.session.Interactions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// GET and POST /account/emails/confirm: the page behind the link that proves an address. Only somebody who is signed in
/// as the person who asked for it can use it: so nobody proves an address for the account of another.
public final class ConfirmAddressEndpoint implements Endpoint {
    static final String PATH = "/account/emails/confirm";
    private final Entrance entrance;
    private final Desk desk;
    private final Emails emails;
    private final Interactions interactions;
    private final InstantSource clock;

    public ConfirmAddressEndpoint(Entrance entrance, Desk desk, Emails emails, Interactions interactions,
            InstantSource clock) {
        this.entrance = entrance;
        this.desk = desk;
        this.emails = emails;
        this.interactions = interactions;
        this.clock = clock;
    }

    @Override
    public Response handle(Request request) {
        var secret = request.parameters().get(request.isPost() ? "request" : Links.PARAMETER).orElse("");
        var response = entrance.signedIn(request, Interaction.Resume.emails,
                visit -> request.isPost() ? confirm(visit, secret) : page(visit, secret));
        // Nobody is signed in: the link is kept until somebody is.
        if (response.status() != 303 || request.isPost()) return response;
        var browser = interactions.browser(request);
        var back = new Interaction(Map.of(Links.PARAMETER, secret), clock.instant(), Interaction.Resume.emails);
        var redirect = Response.redirect("/login?request=" + interactions.seal(back, browser));
        return browser.setCookie() == null ? redirect : redirect.with("Set-Cookie", browser.setCookie());
    }

    private Response page(Visit visit, String secret) {
        var followed = emails.follow(visit.user(), secret);
        if (followed.isEmpty()) return gone(visit);
        var link = followed.get().link();
        var key = link.purpose() == Purpose.primary ? "prefer" : "prove";
        var form = desk.form(visit, key, PATH, secret, List.of()).about(link.address());
        return desk.show(visit, AccountSection.EMAILS, form);
    }

    private Response confirm(Visit visit, String secret) {
        if (!desk.isGenuine(visit, PATH, secret)) return page(visit, secret);
        return emails.follow(visit.user(), secret)
                .flatMap(followed -> emails.confirm(visit.user(), followed))
                .map(result -> Response.redirect(EmailsEndpoint.PATH + "?done=" + result.name()))
                .orElseGet(() -> gone(visit));
    }

    private Response gone(Visit visit) {
        return desk.notice(visit, 400, AccountSection.EMAILS, "prove.gone");
    }
}
