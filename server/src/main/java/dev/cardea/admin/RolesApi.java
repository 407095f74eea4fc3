package dev.cardea.admin;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.http.Router;
import dev.cardea.organization.GroupStore;
import dev.cardea.organization.OrganizationStore;
import dev.cardea.organization.Role;
import dev.cardea.user.UserDirectory;
import dev.cardea.user.UserDirectory.Filter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import static dev.cardea.http.Router.Cors.NONE;
import static dev.cardea.oauth.OAuthError.invalidRequest;

/// `/api/admin/roles`: roles and what their holders may do. Everybody who administers sees them; they are the installation's
/// to change.
final class RolesApi {
    private static final String PATH = "/api/admin/roles";
    private static final String LIST = "roles";
    private static final Set<String> BUILT_IN = Set.of(Role.ADMINISTRATOR, Role.ORGANIZATION_ADMINISTRATOR);

    private final OrganizationStore store;
    private final GroupStore groups;
    private final UserDirectory directory;
    private final Cursors cursors;
    private final AuditLog audit;

    RolesApi(OrganizationStore store, GroupStore groups, UserDirectory directory, Cursors cursors, AuditLog audit) {
        this.store = store;
        this.groups = groups;
        this.directory = directory;
        this.cursors = cursors;
        this.audit = audit;
    }

    Router routes(AdminAccess access) {
        return new Router()
                .get(PATH, access.reading((request, _) -> list(request)))
                .get(PATH + "/{id}", access.reading((request, _) -> Answer.entity(200, shown(find(request)))))
                .add(Set.of("PUT"), PATH + "/{id}", NONE, access.writing(this::put))
                .add(Set.of("DELETE"), PATH + "/{id}", NONE, access.writing(this::remove));
    }

    private Role find(Request request) {
        return store.findRole(request.pathParameter("id")).orElseThrow(() -> Answer.unknown("role"));
    }

    private static Map<String, Object> shown(Role role) {
        return Map.of("id", role.id(), "authorizations", role.authorizations().stream().sorted().toList());
    }

    private Response list(Request request) {
        return cursors.page(request, store::rolePage, RolesApi::shown, Role::id, LIST);
    }

    private Response put(Request request, Administrator by) {
        by.requireAll();
        var id = request.pathParameter("id");
        if (!id.matches("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}"))
            throw invalidRequest("an id has at most 64 letters, digits, dots, underscores, colons and hyphens");
        var present = store.findRole(id);
        Answer.checkMatch(request, present.map(RolesApi::shown).orElse(null));
        checkChangeable(id);
        var body = Answer.body(request);
        for (var name : body.keySet())
            if (!name.equals("authorizations") && !name.equals("id"))
                throw invalidRequest(name + " is unknown; a role has authorizations");
        var role = new Role(id, authorizations(body.getOrDefault("authorizations", List.of())));
        store.putRole(role, false);
        audit.record(new AuditEvent.RoleChanged(id, present.isEmpty() ? "created" : "updated", by.user(), by.client(),
                Answer.reason(request)));
        var answer = Answer.entity(present.isEmpty() ? 201 : 200, shown(role));
        return present.isEmpty() ? answer.with("Location", PATH + "/" + id) : answer;
    }

    private static Set<String> authorizations(Object value) {
        if (!(value instanceof List<?> list) || list.size() > 200)
            throw invalidRequest("authorizations must be a list of at most 200 texts");
        return list.stream().map(one -> {
            if (!(one instanceof String text) || !text.matches("[\\x21-\\x7e]{1,200}"))
                throw invalidRequest("an authorization is one word like article:write");
            return text;
        }).collect(Collectors.toSet());
    }

    private Response remove(Request request, Administrator by) {
        by.requireAll();
        var role = find(request);
        Answer.checkMatch(request, shown(role));
        checkChangeable(role.id());
        if (!directory.page(new Filter(null, null, null, role.id()), "", 1).isEmpty())
            throw Answer.conflict("the role is held by people; take it from them first");
        if (groups.isCarried(role.id()))
            throw Answer.conflict("groups carry the role; take it from them first");
        store.removeRole(role.id());
        audit.record(new AuditEvent.RoleChanged(role.id(), "removed", by.user(), by.client(), Answer.reason(request)));
        return Response.empty(204);
    }

    private void checkChangeable(String id) {
        if (BUILT_IN.contains(id)) throw Answer.conflict("the role is built in");
        if (store.declaredRoles().contains(id))
            throw Answer.conflict("the configuration file declares the role: change it there");
    }
}
