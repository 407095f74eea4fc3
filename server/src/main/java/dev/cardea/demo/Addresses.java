package dev.cardea.demo;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BiFunction;

/// What happens at each address of the application.
final class Addresses {
    /// Cookies ignore ports (RFC 6265 §8.5), so on localhost this name must not be one that the server uses.
    private static final String COOKIE = "demo-client";

    private static final String MAILBOX = "/demo/mailbox";
    private static final String MAIL = MAILBOX + "/";

    private final Registration registration;
    private final InstantSource clock;
    private final Provider provider;
    private final CodeFlow codeFlow;
    private final Calls calls;
    private final Pages pages;
    private final Mailbox mailbox;
    private final Visits visits = new Visits();
    private final Map<String, Answer> files;
    private final Map<String, BiFunction<Visit, Incoming, Answer>> actions;

    Addresses(Registration registration, Mailbox mailbox, InstantSource clock) {
        this.mailbox = mailbox;
        this.registration = registration;
        this.clock = clock;
        var provider = new Provider(registration);
        this.provider = provider;
        codeFlow = new CodeFlow(registration, provider, clock);
        calls = new Calls(registration, provider);
        pages = new Pages(registration);
        files = Files.all();
        actions = Map.of(
                "/sign-in", this::signIn,
                "/refresh", (visit, _) -> refresh(visit),
                "/userinfo", (visit, _) -> userinfo(visit),
                "/introspect", this::introspect,
                "/revoke", (visit, _) -> revoke(visit),
                "/sign-out", (visit, _) -> signOut(visit),
                "/sign-out-everywhere", (visit, _) -> signOutEverywhere(visit));
    }

    Answer answer(Incoming request) {
        try {
            return route(request);
        } catch (Problem problem) {
            return pages.problem(problem);
        }
    }

    private Answer route(Incoming request) {
        var visit = request.cookie(COOKIE).flatMap(visits::find);
        var action = actions.get(request.path());
        if (request.method().equals("POST") && action != null) {
            // Anyone can make a browser post here; only our own pages know the token.
            if (visit.isEmpty() || !same(visit.get().csrfToken(), request.field("csrf_token")))
                throw Problem.badRequest("That form is too old, or was not ours.");
            return action.apply(visit.get(), request);
        }
        if (!request.method().equals("GET")) throw Problem.notFound();
        var file = files.get(request.path());
        if (file != null) return file;
        if (request.path().startsWith(MAIL)) return mail(request.path().substring(MAIL.length()));
        return switch (request.path()) {
            case MAILBOX -> pages.mailbox(mailbox);
            case "/" -> home(visit.orElseGet(visits::begin), request);
            case "/callback" -> callback(visit.orElseThrow(Addresses::noSignIn), request);
            default -> throw Problem.notFound();
        };
    }

    private Answer home(Visit visit, Incoming request) {
        var signedOut = visit.hasSignedOut(request.parameter("state"));
        return visit.signedIn()
                .map(who -> pages.signedIn(visit, who, clock.instant()))
                .orElseGet(() -> pages.welcome(visit, signedOut))
                .with("Set-Cookie", cookie(visit));
    }

    /// As it came. Nothing in it may run, and it may load nothing.
    private Answer mail(String number) {
        return Answer.page(200, mailbox.find(number).orElseThrow(Problem::notFound).html())
                .with("Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'");
    }

    private Answer signIn(Visit visit, Incoming request) {
        var pending = PendingSignIn.create();
        var target = codeFlow.authenticationRequest(
                pending, new Wish(request.field("prompt"), request.field("language")));
        visit.begin(pending);
        return Answer.redirect(target);
    }

    private Answer callback(Visit visit, Incoming request) {
        var pending = visit.take(request.parameter("state")).orElseThrow(Addresses::noSignIn);
        var who = codeFlow.redeem(pending, request.query());
        // A new cookie for a new level of trust: who planted the old one must not be signed in now.
        var renewed = visits.renew(visit);
        renewed.signIn(who.with(calls.profile(who)));
        return toHome().with("Set-Cookie", cookie(renewed));
    }

    private Answer refresh(Visit visit) {
        visit.refresh(codeFlow::refresh);
        return toHome();
    }

    private Answer userinfo(Visit visit) {
        visit.signedIn().ifPresent(who -> visit.show(calls.userinfo(who)));
        return toHome();
    }

    private Answer introspect(Visit visit, Incoming request) {
        visit.signedIn()
                .map(who -> request.field("token").equals("refresh") ? who.refreshToken() : who.accessToken())
                .ifPresent(token -> visit.show(calls.introspect(token)));
        return toHome();
    }

    private Answer revoke(Visit visit) {
        visit.signedIn()
                .map(SignedIn::refreshToken)
                .ifPresent(token -> visit.show(calls.revoke(token)));
        return toHome();
    }

    /// Out of this application only: the session at the sign-on server goes on.
    private Answer signOut(Visit visit) {
        visits.end(visit);
        return toHome();
    }

    /// OpenID Connect RP-Initiated Logout §2.
    private Answer signOutEverywhere(Visit visit) {
        var who = visit.signedIn();
        if (who.isEmpty()) return toHome();
        var state = new State();
        var endpoint = provider.metadata().getEndSessionEndpointURI();
        var target = new LogoutRequest(endpoint, who.get().idToken(), registration.home(), state).toURI();
        visits.end(visit);
        var fresh = visits.begin();
        fresh.signingOut(state);
        return Answer.redirect(target).with("Set-Cookie", cookie(fresh));
    }

    private Answer toHome() {
        return Answer.redirect(registration.home());
    }

    private static Problem noSignIn() {
        return Problem.untrustworthy("This browser has no sign-in under way that it belongs to.");
    }

    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    /// HttpOnly: no script reads it. Lax: other sites' forms do not send it, the way back from the provider does.
    private static String cookie(Visit visit) {
        return COOKIE + "=" + visit.id() + "; Path=/; HttpOnly; SameSite=Lax";
    }
}
