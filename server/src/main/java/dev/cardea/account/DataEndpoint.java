package dev.cardea.account;

import dev.cardea.attribute.Attributes;
import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.audit.AuditStore;
import dev.cardea.consent.ConsentStore;
import dev.cardea.html.AccountSection;
import dev.cardea.html.FormPage;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.json.Json;
import dev.cardea.session.Interaction;
import dev.cardea.session.Sessions;
import dev.cardea.user.AddressStore;
import dev.cardea.user.User;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// GET and POST /account/data: a person takes with them what is kept of them, as one JSON document. Secrets are not in it.
public final class DataEndpoint implements Endpoint {
    private static final String PATH = Interaction.Resume.data.path();
    private static final int MOST_EVENTS = 1000;
    private final Entrance entrance;
    private final Desk desk;
    private final Attributes attributes;
    private final AddressStore addresses;
    private final ConsentStore consents;
    private final Sessions sessions;
    private final AuditStore events;
    private final AuditLog audit;

    public DataEndpoint(Entrance entrance, Desk desk, Attributes attributes, AddressStore addresses,
            ConsentStore consents,
            Sessions sessions, AuditStore events, AuditLog audit) {
        this.entrance = entrance;
        this.desk = desk;
        this.attributes = attributes;
        this.addresses = addresses;
        this.consents = consents;
        this.sessions = sessions;
        this.events = events;
        this.audit = audit;
    }

    @Override
    public Response handle(Request request) {
        return entrance.signedIn(request, Interaction.Resume.data, visit -> {
            var page = desk.form(visit, "data", PATH, List.of())
                    .leadingTo(new FormPage.Onward("link.delete", Interaction.Resume.delete.path()));
            if (!request.isPost()) return desk.show(visit, AccountSection.DATA, page);
            if (!desk.isGenuine(visit, PATH, ""))
                return desk.show(visit, AccountSection.DATA, page.refused(400, "form.problem.expired"));
            audit.record(new AuditEvent.DataExported(visit.user().id()));
            return Response.of(200, Response.JSON, Json.bytes(document(visit.user())))
                    .with("Content-Disposition", "attachment; filename=\"account.json\"");
        });
    }

    private Map<String, Object> document(User user) {
        var document = new LinkedHashMap<String, Object>();
        document.put("account", account(user));
        document.put("addresses", addresses.of(user.id())
                .stream()
                .map(one -> Map.of("address", one.address(), "verified", one.verified(),
                        "added_at", one.addedAt().toString()))
                .toList());
        document.put("sessions", sessions.of(user)
                .stream()
                .map(session -> Map.of("began_at", session.createdAt().toString(),
                        "last_used_at", session.lastSeenAt().toString(), "address", session.address(),
                        "browser", session.userAgent(),
                        "clients", session.clients().stream().map(Object::toString).toList()))
                .toList());
        document.put("consents", consents.of(user.id())
                .stream()
                .map(consent -> Map.of("client", consent.client().value(),
                        "scopes", List.copyOf(consent.scopes().values()),
                        "granted_at", consent.grantedAt().toString()))
                .toList());
        document.put("activity", events
                .newest(new AuditStore.Filter(null, null, null, user.id(), null), null, MOST_EVENTS)
                .stream()
                .map(DataEndpoint::event)
                .toList());
        return document;
    }

    private Map<String, Object> account(User user) {
        var account = new LinkedHashMap<String, Object>(attributes.visibleToPerson(user.claims()));
        account.put("sub", user.id().value());
        if (user.email() != null) {
            account.put("email", user.email());
            account.put("email_verified", user.emailVerified());
        }
        if (user.username() != null) account.put("preferred_username", user.username());
        if (user.organization() != null) account.put("organization", user.organization());
        account.put("roles", List.copyOf(user.allRoles()));
        account.put("updated_at", user.updatedAt().toString());
        return account;
    }

    private static Map<String, Object> event(AuditStore.Numbered numbered) {
        var entry = numbered.entry();
        return Map.of("at", entry.at().toString(), "event", entry.type(), "details", Json.object(entry.details()),
                "address", entry.address());
    }
}
