package dev.cardea.admin;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.http.Router;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.RandomUuid;
import dev.cardea.oauth.UserId;
import dev.cardea.organization.Group;
import dev.cardea.organization.GroupStore;
import dev.cardea.organization.OrganizationStore;
import dev.cardea.organization.Role;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import static dev.cardea.http.Router.Cors.NONE;
import static dev.cardea.oauth.OAuthError.invalidRequest;

/// `/api/admin/groups`: groups of people and the roles that they hold by them. Those of other organizations do not exist
/// for an organization's administrator.
final class GroupsApi {
    private static final String PATH = "/api/admin/groups";
    private static final String LIST = "groups";
    private static final String NAME = "name";
    private static final String ROLES = "roles";
    private static final String ORGANIZATION = "organization";

    private final GroupStore store;
    private final OrganizationStore organizations;
    private final Cursors cursors;
    private final AuditLog audit;
    private final SecureRandom random;
    private final InstantSource clock;

    GroupsApi(GroupStore store, OrganizationStore organizations, Cursors cursors, AuditLog audit, SecureRandom random,
            InstantSource clock) {
        this.store = store;
        this.organizations = organizations;
        this.cursors = cursors;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    Router routes(AdminAccess access) {
        return new Router()
                .get(PATH, access.reading(this::list))
                .post(PATH, access.writing(this::create))
                .get(PATH + "/{id}", access.reading((request, by) -> Answer.entity(200, shown(find(request, by)))))
                .add(Set.of("PATCH"), PATH + "/{id}", NONE, access.writing(this::change))
                .add(Set.of("DELETE"), PATH + "/{id}", NONE, access.writing(this::remove));
    }

    /// @throws dev.cardea.oauth.OAuthException `not_found`, also for a group of another organization
    Group find(Request request, Administrator by) {
        return store.find(request.pathParameter("id"))
                .filter(group -> by.isOfAll() || Objects.equals(group.organization(), by.organization()))
                .orElseThrow(() -> Answer.unknown("group"));
    }

    private static Map<String, Object> shown(Group group) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", group.id());
        if (group.organization() != null) view.put(ORGANIZATION, group.organization());
        view.put(NAME, group.name());
        view.put(ROLES, group.roles().stream().sorted().toList());
        view.put("updated_at", group.updatedAt().toString());
        return view;
    }

    private Response list(Request request, Administrator by) {
        var own = by.organization();
        var organization = request.query().get(ORGANIZATION).orElse(own);
        if (own != null && !own.equals(organization)) throw Answer.unknown(ORGANIZATION);
        return cursors.page(request, (after, limit) -> store.page(organization, after, limit), GroupsApi::shown,
                Group::id, LIST, organization);
    }

    private Response create(Request request, Administrator by) {
        var body = Answer.body(request);
        checkNames(body, Set.of(NAME, ROLES, ORGANIZATION));
        var organization = organization(body.get(ORGANIZATION), by);
        var group = new Group(RandomUuid.text(random), organization, name(body.get(NAME)), roles(body.get(ROLES)),
                now());
        checkGiven(group.roles(), Set.of(), by);
        if (!store.create(group)) throw taken();
        record(group, "created", null, by, request);
        return Answer.entity(201, shown(group)).with("Location", PATH + "/" + group.id());
    }

    private @Nullable String organization(@Nullable Object value, Administrator by) {
        var own = by.organization();
        if (value == null) return own;
        if (!(value instanceof String id) || (own != null && !own.equals(id)) || organizations.find(id).isEmpty())
            throw invalidRequest(own == null ? "organization is unknown" : "organization must be " + own);
        return id;
    }

    private Response change(Request request, Administrator by) {
        var seen = find(request, by);
        Answer.checkMatch(request, shown(seen));
        var body = Answer.body(request);
        checkNames(body, Set.of(NAME, ROLES));
        var roles = body.containsKey(ROLES) ? roles(body.get(ROLES)) : seen.roles();
        checkGiven(roles, seen.roles(), by);
        var name = body.containsKey(NAME) ? name(body.get(NAME)) : seen.name();
        var now = now();
        var later = now.isAfter(seen.updatedAt()) ? now : seen.updatedAt().plusMillis(1);
        var next = new Group(seen.id(), seen.organization(), name, roles, later);
        switch (store.replace(seen, next)) {
            case done -> record(next, "updated", null, by, request);
            case stale -> throw Answer.conflict("others change the group at the same time; try again");
            case taken -> throw taken();
        }
        return Answer.entity(200, shown(next));
    }

    private Response remove(Request request, Administrator by) {
        var group = find(request, by);
        Answer.checkMatch(request, shown(group));
        checkGiven(Set.of(), group.roles(), by);
        if (!store.remove(group.id(), now())) throw Answer.unknown("group");
        record(group, "removed", null, by, request);
        return Response.empty(204);
    }

    /// Whoever changes who holds a role has it.
    void checkGiven(Set<String> after, Set<String> before, Administrator by) {
        var changed = new HashSet<>(after);
        changed.addAll(before);
        changed.removeIf(role -> after.contains(role) && before.contains(role));
        for (var role : changed) {
            // The last administrator is looked for among those who hold the role themselves.
            if (role.equals(Role.ADMINISTRATOR)) throw invalidRequest("role " + role + " is not for groups");
            if (after.contains(role) && !role.equals(Role.ORGANIZATION_ADMINISTRATOR)
                    && organizations.findRole(role).isEmpty())
                throw invalidRequest("role " + role + " is unknown");
            if (!by.mayGive(role))
                throw OAuthError.of(ErrorCode.access_denied, "role " + role + " is not yours to give");
        }
    }

    void record(Group group, String change, @Nullable UserId user, Administrator by, Request request) {
        audit.record(new AuditEvent.GroupChanged(group.id(), change, user, by.user(), by.client(),
                Answer.reason(request)));
    }

    Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    private static void checkNames(Map<String, Object> body, Set<String> known) {
        for (var name : body.keySet())
            if (!known.contains(name))
                throw invalidRequest(name + " cannot be set here; there are "
                        + String.join(", ", known.stream().sorted().toList()));
    }

    private static String name(@Nullable Object value) {
        if (!(value instanceof String name) || !name.equals(name.strip())
                || !name.matches("[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]{1,200}"))
            throw invalidRequest("name must be a text of at most 200 visible characters");
        return name;
    }

    private static Set<String> roles(@Nullable Object value) {
        if (value == null) return Set.of();
        if (!(value instanceof List<?> list) || list.size() > 100 || !list.stream().allMatch(String.class::isInstance))
            throw invalidRequest("roles must be a list of at most 100 role ids");
        return list.stream().map(String.class::cast).collect(Collectors.toSet());
    }

    private static RuntimeException taken() {
        return Answer.conflict("the organization has a group of this name");
    }
}
