package dev.cardea.logout;

import dev.cardea.client.Client;
import dev.cardea.client.Clients;
import dev.cardea.html.ConfirmSignOutPage;
import dev.cardea.html.Locales;
import dev.cardea.html.Pages;
import dev.cardea.html.SignedOutPage;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Form;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.oauth.ClientId;
import dev.cardea.organization.Organization;
import dev.cardea.organization.OrganizationStore;
import dev.cardea.session.Interaction;
import dev.cardea.session.Interactions;
import dev.cardea.session.Sessions;
import dev.cardea.token.IdTokens;
import dev.cardea.user.User;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// GET and POST /oauth2/sessions/logout (OpenID Connect RP-Initiated Logout 1.0 §2). Signs out at once where an
/// `id_token_hint` proves that the client knows who is signed in; otherwise asks the person, since anybody can send a
/// browser here.
public final class EndSessionEndpoint implements Endpoint {
    private static final String PATH = "/oauth2/sessions/logout";
    private final Clients clients;
    private final Sessions sessions;
    private final FrontChannel frontChannel;
    private final Interactions interactions;
    private final IdTokens idTokens;
    private final OrganizationStore organizations;
    private final Pages pages;
    private final InstantSource clock;

    public EndSessionEndpoint(
            Clients clients,
            Sessions sessions,
            FrontChannel frontChannel,
            Interactions interactions,
            IdTokens idTokens,
            OrganizationStore organizations,
            Pages pages,
            InstantSource clock) {
        this.clients = clients;
        this.sessions = sessions;
        this.frontChannel = frontChannel;
        this.interactions = interactions;
        this.idTokens = idTokens;
        this.organizations = organizations;
        this.pages = pages;
        this.clock = clock;
    }

    @Override
    public Response handle(Request request) {
        if (!request.isPost()) return asked(read(request.query()), request);
        var form = request.form();
        if (form.get("csrf").isPresent()) return confirmed(form.require("request"), request);
        // A browser does not send our SameSite=Lax cookies with a POST from another site: without the session there
        // would be nothing to end. So it is asked for once more as a GET (§2 wants both to work).
        return Response.redirect(PATH + "?" + form.encoded());
    }

    /// A valid sign-out request (§2).
    ///
    /// @param target where to go afterwards, registered for the client
    private record LogoutRequest(
            Form parameters, Optional<IdTokens.Hint> hint, Optional<Client> client, Optional<String> target) {}

    private LogoutRequest read(Form parameters) {
        var hint = parameters.get("id_token_hint")
                .map(token -> idTokens.hint(token)
                        .orElseThrow(() -> invalidRequest("id_token_hint is not an ID token of this server")));
        var named = parameters.get("client_id");
        if (hint.isPresent() && named.filter(id -> !id.equals(hint.get().client())).isPresent())
            throw invalidRequest("client_id is not the client that the id_token_hint was issued to")
                    .with("issued_to", hint.get().client());
        var client = hint.map(IdTokens.Hint::client)
                .or(() -> named)
                .map(id -> clients.find(new ClientId(id))
                        .filter(Client::enabled)
                        .orElseThrow(() -> invalidRequest("client_id is not a client of this server")));
        var target = parameters.get("post_logout_redirect_uri");
        if (target.isPresent()) {
            if (client.isEmpty())
                throw invalidRequest("post_logout_redirect_uri needs an id_token_hint or a client_id");
            if (!client.get().redirects().postLogoutUris().contains(target.get()))
                throw invalidRequest(
                        "post_logout_redirect_uri is not one that is registered for this client, character by character")
                        .by("OpenID Connect RP-Initiated Logout 1.0 §3")
                        .with("client", client.get().id())
                        .with("post_logout_redirect_uri", target.get());
        }
        return new LogoutRequest(parameters, hint, client, target);
    }

    private Response asked(LogoutRequest logout, Request request) {
        var session = sessions.leaving(request);
        if (session.isEmpty()) return done(logout, Optional.empty(), List.of(), request);
        return isAboutThis(logout, session.get())
                ? signOut(logout, session.get(), request)
                : confirm(logout, session.get(), request);
    }

    /// Whether the hint is about the session of this browser. One about another session, even if the person is the
    /// same, may be an old token in the wrong hands: such a request is suspect (§2).
    private static boolean isAboutThis(LogoutRequest logout, Sessions.Current session) {
        return logout.hint().flatMap(IdTokens.Hint::session).filter(session.session().id()::equals).isPresent();
    }

    private Response confirm(LogoutRequest logout, Sessions.Current session, Request request) {
        var browser = interactions.browser(request);
        var handle = interactions.seal(new Interaction(logout.parameters().single(), clock.instant(), false), browser);
        var page = pages.confirmSignOut(new ConfirmSignOutPage(
                locale(logout, request),
                PATH,
                handle,
                interactions.csrfToken(browser, PATH, handle),
                session.user().displayName(),
                logout.target().map(List::of).orElse(List.of())));
        return browser.setCookie() == null ? page : page.with("Set-Cookie", browser.setCookie());
    }

    private Response confirmed(String handle, Request request) {
        var opened = interactions.open(handle, request)
                .filter(_ -> interactions.isGenuine(request, PATH, handle))
                .orElseThrow(() -> invalidRequest("this page belongs to another browser or is damaged"));
        // An old page: ask once more rather than sign out by surprise.
        if (opened.expired()) return Response.redirect(PATH);
        var logout = read(Form.of(opened.interaction().parameters()));
        var session = sessions.leaving(request);
        return session.isEmpty()
                ? done(logout, Optional.empty(), List.of(), request)
                : signOut(logout, session.get(), request);
    }

    private Response signOut(LogoutRequest logout, Sessions.Current session, Request request) {
        var frames = sessions.signOut(session, request).map(frontChannel::addresses).orElse(List.of());
        return done(logout, Optional.of(session.user()), frames, request);
    }

    /// @param person who was signed in until now
    /// @param frames that sign the person out at clients: then a page has to load them before it goes on
    private Response done(LogoutRequest logout, Optional<User> person, List<String> frames, Request request) {
        var locale = locale(logout, request);
        if (logout.target().isEmpty()) return pages.signedOut(signedOut(logout, person, locale).loading(frames));
        var target = withState(logout.target().get(), logout.parameters().get("state"));
        if (frames.isEmpty()) return Response.redirect(target);
        var name = logout.client().map(client -> client.display().name()).orElse(null);
        return pages.signedOut(SignedOutPage.onTheWay(locale, target, name).loading(frames));
    }

    private static String withState(String target, Optional<String> state) {
        if (state.isEmpty()) return target;
        var separator = target.indexOf('?') < 0 ? "?" : "&";
        return target + separator + "state=" + URLEncoder.encode(state.get(), StandardCharsets.UTF_8);
    }

    /// Where the client names no address: on to its organization's, else to that of the person's organization, else to
    /// the client's home page. A link and no redirect, so that the person learns that they are signed out.
    private SignedOutPage signedOut(LogoutRequest logout, Optional<User> person, Locale locale) {
        var client = logout.client();
        var organization = client.map(Client::organization)
                .flatMap(this::withAddress)
                .or(() -> person.map(User::organization).flatMap(this::withAddress));
        return organization
                .map(found -> new SignedOutPage(locale, found.postLogoutRedirectUri(), found.name()))
                .orElseGet(() -> new SignedOutPage(
                        locale,
                        client.map(c -> c.display().uri()).orElse(null),
                        client.map(c -> c.display().name()).orElse(null)));
    }

    private Optional<Organization> withAddress(String organization) {
        return organizations.find(organization).filter(found -> found.postLogoutRedirectUri() != null);
    }

    private static Locale locale(LogoutRequest logout, Request request) {
        return Locales.negotiate(logout.parameters().get("ui_locales").orElse(null),
                request.headers("Accept-Language"));
    }
}
