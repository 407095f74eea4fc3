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
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// `GET /api/admin/audit`: the audit log, newest first.
final class AuditApi {
    private static final String PATH = "/api/admin/audit";
    private static final int EXPORTED_AT_ONCE = 5000;
    private final AuditStore store;
    private final UsersApi users;
    private final Cursors cursors;

    AuditApi(AuditStore store, UsersApi users, Cursors cursors) {
        this.store = store;
        this.users = users;
        this.cursors = cursors;
    }

    Router routes(AdminAccess access) {
        return new Router()
                .get(PATH, access.reading(this::list))
                .get(PATH + "/export", access.reading(this::export));
    }

    private Response list(Request request, Administrator by) {
        var filter = filter(request, by);
        return cursors.page(request, (after, limit) -> store.newest(filter, edge(after), limit), AuditApi::shown,
                AuditApi::key, list("audit", request));
    }

    /// The oldest entries first, one JSON object a line. Where there is more, the answer says where it is (RFC 8288).
    private Response export(Request request, Administrator by) {
        var list = list("export", request);
        var found = store.oldest(filter(request, by), edge(cursors.asked(request, list)), EXPORTED_AT_ONCE + 1);
        var told = found.subList(0, Math.min(EXPORTED_AT_ONCE, found.size()));
        var lines = told.stream().map(one -> Json.text(shown(one)) + "\n").collect(Collectors.joining());
        var answer = Response.of(200, "application/jsonl", lines.getBytes(StandardCharsets.UTF_8));
        if (found.size() == told.size()) return answer;
        var next = request.query().with("after", cursors.after(key(told.getLast()), list));
        return answer.with("Link", "<" + PATH + "/export?" + next.encoded() + ">; rel=\"next\"");
    }

    private Filter filter(Request request, Administrator by) {
        var query = request.query();
        var user = query.get("user").orElse(null);
        // Entries do not say of which organization they are.
        if (user == null && !by.isOfAll())
            throw invalidRequest("user must name an account of the organization " + by.organization());
        return new Filter(instant("from", query.get("from").orElse(null)), instant("to", query.get("to").orElse(null)),
                query.get("type").orElse(null), users.visible(user, by),
                query.get("client").map(ClientId::new).orElse(null));
    }

    /// What a cursor is good for.
    private static @Nullable String[] list(String kind, Request request) {
        return Stream.concat(Stream.of(kind),
                Stream.of("user", "client", "type", "from", "to").map(name -> request.query().get(name).orElse(null)))
                .toArray(String[]::new);
    }

    private static String key(Numbered last) {
        return last.entry().at().toEpochMilli() + " " + last.number();
    }

    private static @Nullable Instant instant(String name, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw invalidRequest(name + " must be a time like 2026-01-31T12:00:00Z");
        }
    }

    /// The cursor is ours, so it can be read.
    ///
    /// @return null for the first page
    private static @Nullable Numbered edge(String key) {
        if (key.isEmpty()) return null;
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
