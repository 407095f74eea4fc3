package dev.cardea.admin;

import dev.cardea.audit.AuditStore;
import dev.cardea.audit.AuditStore.Entry;
import dev.cardea.audit.AuditStore.Filter;
import dev.cardea.audit.AuditStore.Numbered;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.http.Router;
import dev.cardea.json.Json;
import dev.cardea.oauth.ClientId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// `GET /api/admin/audit`: the audit log, newest first.
final class AuditApi {
    private static final String PATH = "/api/admin/audit";
    private final AuditStore store;
    private final UsersApi users;
    private final Cursors cursors;

    AuditApi(AuditStore store, UsersApi users, Cursors cursors) {
        this.store = store;
        this.users = users;
        this.cursors = cursors;
    }

    Router routes(AdminAccess access) {
        return new Router().get(PATH, access.reading(this::list));
    }

    private Response list(Request request, Administrator by) {
        var query = request.query();
        var user = query.get("user").orElse(null);
        // Entries do not say of which organization they are.
        if (user == null && !by.isOfAll())
            throw invalidRequest("user must name an account of the organization " + by.organization());
        var client = query.get("client").orElse(null);
        var type = query.get("type").orElse(null);
        var from = query.get("from").orElse(null);
        var to = query.get("to").orElse(null);
        var filter = new Filter(instant("from", from), instant("to", to), type, users.visible(user, by),
                client == null ? null : new ClientId(client));
        String[] list = {"audit", user, client, type, from, to };
        var after = query.get("after").map(cursor -> edge(cursors.key(cursor, list))).orElse(null);
        int limit = Answer.limit(request);
        return Answer.page(store.newest(filter, after, limit + 1), limit, AuditApi::shown,
                last -> cursors.after(last.entry().at().toEpochMilli() + " " + last.number(), list));
    }

    private static @Nullable Instant instant(String name, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw invalidRequest(name + " must be a time like 2026-01-31T12:00:00Z");
        }
    }

    /// The cursor is ours, so it can be read.
    private static Numbered edge(String key) {
        int space = key.indexOf(' ');
        return new Numbered(Long.parseLong(key.substring(space + 1)), new Entry(
                Instant.ofEpochMilli(Long.parseLong(key.substring(0, space))), "", null, null, "{}", "", ""));
    }

    private static Map<String, Object> shown(Numbered numbered) {
        var entry = numbered.entry();
        var view = new LinkedHashMap<String, Object>();
        view.put("number", numbered.number());
        view.put("at", entry.at().toString());
        view.put("type", entry.type());
        if (entry.user() != null) view.put("user", entry.user().value());
        if (entry.client() != null) view.put("client", entry.client().value());
        view.put("details", Json.object(entry.details()));
        view.put("address", entry.address());
        view.put("request_id", entry.requestId());
        return view;
    }
}
