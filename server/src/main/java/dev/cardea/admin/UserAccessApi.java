package dev.cardea.admin;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.consent.Consent;
import dev.cardea.consent.ConsentStore;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.http.Router;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.ExpiringId;
import dev.cardea.session.Session;
import dev.cardea.session.SessionEndings;
import dev.cardea.session.SessionStore;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static dev.cardea.http.Router.Cors.NONE;

/// `/api/admin/users/{id}/sessions` and `…/consents`: where a person is signed in, and what applications may do for them.
final class UserAccessApi {
    private static final String SESSIONS = "/api/admin/users/{id}/sessions";
    private static final String CONSENTS = "/api/admin/users/{id}/consents";

    private final UsersApi users;
    private final SessionStore sessions;
    private final SessionEndings endings;
    private final ConsentStore consents;
    private final AuditLog audit;
    private final InstantSource clock;

    UserAccessApi(UsersApi users, SessionStore sessions, SessionEndings endings, ConsentStore consents, AuditLog audit,
            InstantSource clock) {
        this.users = users;
        this.sessions = sessions;
        this.endings = endings;
        this.consents = consents;
        this.audit = audit;
        this.clock = clock;
    }

    Router routes(AdminAccess access) {
        var delete = Set.of("DELETE");
        return new Router()
                .get(SESSIONS, access.reading(this::list))
                .add(delete, SESSIONS, NONE, access.writing(this::endAll))
                .add(delete, SESSIONS + "/{session}", NONE, access.writing(this::end))
                .get(CONSENTS, access.reading((request, by) -> Response.json(200, Map.of("items",
                        consents.of(users.find(request, by).id()).stream().map(UserAccessApi::shown).toList()))))
                .add(delete, CONSENTS + "/{client}", NONE, access.writing(this::withdraw));
    }

    private List<Session> of(Request request, Administrator by) {
        var now = clock.instant();
        return sessions.of(users.find(request, by).id())
                .stream()
                .flatMap(id -> sessions.find(id).stream())
                .map(SessionStore.Found::session)
                .filter(session -> now.isBefore(session.expiresAt()))
                .toList();
    }

    private Response list(Request request, Administrator by) {
        return Response.json(200, Map.of("items", of(request, by).stream().map(UserAccessApi::shown).toList()));
    }

    private static Map<String, Object> shown(Session session) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", session.id().toString());
        view.put("created_at", session.createdAt().toString());
        view.put("last_seen_at", session.lastSeenAt().toString());
        view.put("expires_at", session.expiresAt().toString());
        view.put("auth_time", session.authTime().toString());
        view.put("amr", session.amr());
        view.put("acr", session.acr());
        view.put("address", session.address());
        view.put("user_agent", session.userAgent());
        view.put("clients", session.clients().stream().map(ClientId::value).toList());
        return view;
    }

    private static Map<String, Object> shown(Consent consent) {
        return Map.of("client_id", consent.client().value(), "scope", consent.scopes().toString(),
                "granted_at", consent.grantedAt().toString());
    }

    private Response endAll(Request request, Administrator by) {
        endings.endAll(users.findToChange(request, by).id(), SessionEndings.Reason.ended_by_administrator);
        return Response.empty(204);
    }

    private Response end(Request request, Administrator by) {
        users.findToChange(request, by);
        var session = ExpiringId.parse(request.pathParameter("session"))
                .filter(id -> of(request, by).stream().anyMatch(one -> one.id().equals(id)))
                .orElseThrow(() -> Answer.unknown("session"));
        endings.end(session, SessionEndings.Reason.ended_by_administrator);
        return Response.empty(204);
    }

    private Response withdraw(Request request, Administrator by) {
        var user = users.findToChange(request, by).id();
        var client = new ClientId(request.pathParameter("client"));
        var withdrawn = consents.withdraw(user, client, clock.instant());
        if (!withdrawn.anything()) throw Answer.unknown("consent");
        audit.record(new AuditEvent.ConsentWithdrawn(user, client, withdrawn.authorizations()));
        return Response.empty(204);
    }
}
