package dev.cardea.account;

import dev.cardea.factor.DeviceStore.Device;
import dev.cardea.factor.Devices;
import dev.cardea.factor.Factor;
import dev.cardea.factor.Factors;
import dev.cardea.factor.RecoveryCodes;
import dev.cardea.html.BrowserName;
import dev.cardea.html.EnrolPage;
import dev.cardea.html.Pages;
import dev.cardea.html.RecoveryCodesPage;
import dev.cardea.html.SecurityPage;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.session.Interaction;
import dev.cardea.session.Interactions;
import java.util.List;
import java.util.Set;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// GET and POST /account/security: what the person signs in with. Looking at it takes a session, changing anything a fresh
/// sign-in.
public final class SecurityEndpoint implements Endpoint {
    static final String PATH = Interaction.Resume.security.path();
    private static final String CODES = "codes";
    private static final String DONE = "done";
    /// What the page says afterwards; anybody can make up an address.
    private static final Set<String> SAID = Set.of("added", "removed", "renamed", "forgotten", "last");

    private final Entrance entrance;
    private final Factors factors;
    private final RecoveryCodes recoveryCodes;
    private final Devices devices;
    private final Interactions interactions;
    private final Pages pages;

    public SecurityEndpoint(Entrance entrance, Factors factors, RecoveryCodes recoveryCodes, Devices devices,
            Interactions interactions, Pages pages) {
        this.entrance = entrance;
        this.factors = factors;
        this.recoveryCodes = recoveryCodes;
        this.devices = devices;
        this.interactions = interactions;
        this.pages = pages;
    }

    @Override
    public Response handle(Request request) {
        return request.isPost()
                ? entrance.fresh(request, Interaction.Resume.security, this::change)
                : entrance.signedIn(request, Interaction.Resume.security, this::page);
    }

    static Response done(String what) {
        return Response.redirect(PATH + "?" + DONE + "=" + what);
    }

    private Response change(Visit visit) {
        var form = visit.request().form();
        var subject = form.require("request");
        if (!interactions.isGenuine(visit.request(), PATH, subject, visit.person()))
            throw invalidRequest("this page belongs to another browser or person; open it again");
        var user = visit.user();
        return switch (form.require("change")) {
            case "rename" -> {
                factors.rename(user, subject, form.get("name").orElse(""));
                yield done("renamed");
            }
            case "remove" -> done(factors.remove(user, subject) ? "removed" : "last");
            case "codes" -> pages.recoveryCodes(new RecoveryCodesPage(visit.locale(), user.displayName(),
                    newCodes(visit), PATH, true));
            case "forget" -> {
                devices.of(user)
                        .stream()
                        .filter(device -> id(device).equals(subject))
                        .forEach(device -> devices.forget(user, device.secret()));
                yield done("forgotten");
            }
            default -> throw invalidRequest("change must be rename, remove, codes or forget");
        };
    }

    /// They stand in for a factor, so there is nothing to make them for without one.
    private List<String> newCodes(Visit visit) {
        if (factors.of(visit.user()).isEmpty())
            throw invalidRequest("recovery codes come with the first second factor");
        return recoveryCodes.make(visit.user());
    }

    private Response page(Visit visit) {
        var user = visit.user();
        var mine = factors.of(user);
        var choices = factors.possible(user, mine)
                .stream()
                .map(kind -> new EnrolPage.Choice(kind.name(), AddFactorEndpoint.path(kind)))
                .toList();
        var done = visit.request().query().get(DONE).filter(SAID::contains).orElse(null);
        return pages.security(new SecurityPage(visit.locale(), PATH, user.displayName(),
                mine.stream().map(factor -> shown(factor, visit)).toList(), choices, recoveryCodes.left(user),
                csrf(visit, CODES), devices.of(user).stream().map(device -> shown(device, visit)).toList(), done,
                factors.areRequired(user)));
    }

    private SecurityPage.One shown(Factor factor, Visit visit) {
        return new SecurityPage.One(factor.id(), csrf(visit, factor.id()), factor.kind().name(), factor.name(),
                factor.createdAt(), factor.lastUsedAt());
    }

    private SecurityPage.Device shown(Device device, Visit visit) {
        return new SecurityPage.Device(id(device), csrf(visit, id(device)), BrowserName.of(device.name()),
                device.address(), device.createdAt(), device.expiresAt());
    }

    /// The hash: of no use in a cookie.
    private static String id(Device device) {
        return device.secret().base64Url();
    }

    private String csrf(Visit visit, String subject) {
        return interactions.csrfToken(visit.browser(), PATH, subject, visit.person());
    }
}
