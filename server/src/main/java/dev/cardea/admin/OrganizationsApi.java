package dev.cardea.admin;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.http.Router;
import dev.cardea.organization.GroupStore;
import dev.cardea.organization.Organization;
import dev.cardea.organization.OrganizationStore;
import dev.cardea.user.UserDirectory;
import dev.cardea.user.UserDirectory.Filter;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import static dev.cardea.http.Router.Cors.NONE;
import static dev.cardea.oauth.OAuthError.invalidRequest;

/// `/api/admin/organizations`. An organization's administrator sees their own, and changes none.
final class OrganizationsApi {
    private static final String PATH = "/api/admin/organizations";
    private static final String LIST = "organizations";
    private static final Set<String> MEMBERS = Set.of("id", "name", "domains", "post_logout_redirect_uri");

    private final OrganizationStore store;
    private final GroupStore groups;
    private final UserDirectory directory;
    private final Cursors cursors;
    private final AuditLog audit;

    OrganizationsApi(OrganizationStore store, GroupStore groups, UserDirectory directory, Cursors cursors,
            AuditLog audit) {
        this.store = store;
        this.groups = groups;
        this.directory = directory;
        this.cursors = cursors;
        this.audit = audit;
    }

    Router routes(AdminAccess access) {
        return new Router()
                .get(PATH, access.reading(this::list))
                .get(PATH + "/{id}", access.reading((request, by) -> Answer.entity(200, shown(find(request, by)))))
                .add(Set.of("PUT"), PATH + "/{id}", NONE, access.writing(this::put))
                .add(Set.of("DELETE"), PATH + "/{id}", NONE, access.writing(this::remove));
    }

    private Organization find(Request request, Administrator by) {
        var id = request.pathParameter("id");
        return store.find(id)
                .filter(_ -> by.isOfAll() || id.equals(by.organization()))
                .orElseThrow(() -> Answer.unknown("organization"));
    }

    private static Map<String, Object> shown(Organization organization) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", organization.id());
        view.put("name", organization.name());
        view.put("domains", organization.domains());
        if (organization.postLogoutRedirectUri() != null)
            view.put("post_logout_redirect_uri", organization.postLogoutRedirectUri());
        return view;
    }

    private Response list(Request request, Administrator by) {
        var own = by.organization();
        return cursors.page(request, own == null ? store::page : (_, _) -> store.find(own).stream().toList(),
                OrganizationsApi::shown, Organization::id, LIST);
    }

    private Response put(Request request, Administrator by) {
        by.requireAll();
        var id = request.pathParameter("id");
        if (!id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}"))
            throw invalidRequest("an id has at most 64 letters, digits, dots, underscores and hyphens");
        var present = store.find(id);
        Answer.checkMatch(request, present.map(OrganizationsApi::shown).orElse(null));
        checkNotDeclared(id);
        var organization = read(id, Answer.body(request));
        store.put(organization, false);
        audit.record(new AuditEvent.OrganizationChanged(id, present.isEmpty() ? "created" : "updated", by.user(),
                by.client(), Answer.reason(request)));
        var answer = Answer.entity(present.isEmpty() ? 201 : 200, shown(organization));
        return present.isEmpty() ? answer.with("Location", PATH + "/" + id) : answer;
    }

    private static Organization read(String id, Map<String, Object> body) {
        for (var name : body.keySet())
            if (!MEMBERS.contains(name))
                throw invalidRequest(
                        name + " is unknown; an organization has name, domains and post_logout_redirect_uri");
        if (!id.equals(body.getOrDefault("id", id))) throw invalidRequest("id is not the one in the address");
        if (!(body.get("name") instanceof String name) || name.isBlank() || name.length() > 200)
            throw invalidRequest("name must be a text of at most 200 characters");
        return new Organization(id, name, domains(body.get("domains")), address(body.get("post_logout_redirect_uri")));
    }

    private static List<String> domains(@Nullable Object value) {
        if (value == null) return List.of();
        if (!(value instanceof List<?> list) || list.size() > 100)
            throw invalidRequest("domains must be a list of at most 100 host names");
        return list.stream().map(one -> {
            if (!(one instanceof String domain) || !domain.matches("(?i)[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?"))
                throw invalidRequest("domains must be host names like acme.example");
            return domain;
        }).toList();
    }

    private static @Nullable String address(@Nullable Object value) {
        if (value == null) return null;
        try {
            var uri = URI.create((String) value);
            if (uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme())) return uri.toString();
        } catch (ClassCastException | IllegalArgumentException _) {
            // Said below.
        }
        throw invalidRequest("post_logout_redirect_uri must be a web address like https://acme.example/");
    }

    private Response remove(Request request, Administrator by) {
        by.requireAll();
        var organization = find(request, by);
        Answer.checkMatch(request, shown(organization));
        checkNotDeclared(organization.id());
        if (!directory.page(new Filter(null, organization.id(), null, null), "", 1).isEmpty())
            throw Answer.conflict("the organization has members; move or remove them first");
        if (!groups.page(organization.id(), "", 1).isEmpty())
            throw Answer.conflict("the organization has groups; remove them first");
        store.remove(organization.id());
        audit.record(new AuditEvent.OrganizationChanged(organization.id(), "removed", by.user(), by.client(),
                Answer.reason(request)));
        return Response.empty(204);
    }

    private void checkNotDeclared(String id) {
        if (store.declared().contains(id))
            throw Answer.conflict("the configuration file declares the organization: change it there");
    }
}
