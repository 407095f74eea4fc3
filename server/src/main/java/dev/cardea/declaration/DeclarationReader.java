package dev.cardea.declaration;

import dev.cardea.attribute.Attributes;
import dev.cardea.client.ClientSettings;
import dev.cardea.config.Section;
import dev.cardea.config.Value;
import dev.cardea.details.DetailType;
import dev.cardea.organization.Organization;
import dev.cardea.organization.Role;
import dev.cardea.resource.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads the declaring sections, and checks that each thing is declared once and refers only to what is declared.
public final class DeclarationReader {
    private static final Set<String> BUILT_IN_ROLES = Set.of(Role.ADMINISTRATOR, Role.ORGANIZATION_ADMINISTRATOR);

    private final ClientSettings clientSettings;
    private final Attributes attributes;
    private final Set<String> resources;
    private final Set<String> detailTypes;
    private final Set<String> organizations = new HashSet<>();
    private final Set<String> roles = new HashSet<>(BUILT_IN_ROLES);

    public DeclarationReader(ClientSettings clientSettings, List<Resource> resources,
            List<DetailType> detailTypes, Attributes attributes) {
        this.clientSettings = clientSettings;
        this.attributes = attributes;
        this.resources = resources.stream().map(Resource::uri).collect(Collectors.toUnmodifiableSet());
        this.detailTypes = detailTypes.stream().map(DetailType::name).collect(Collectors.toUnmodifiableSet());
    }

    public Declarations read(Section root) {
        root.sections("assertion_issuers").forEach(this::refersToDetailTypes);
        return new Declarations(
                root.flag("prune", false),
                // Before those that refer to them.
                root.sections("organizations").stream().map(this::organization).toList(),
                root.sections("roles").stream().map(this::role).toList(),
                users(root),
                clients(root));
    }

    private Organization organization(Section section) {
        var id = id(section);
        if (!organizations.add(id)) section.mistake("id", "'" + id + "' is declared twice", "keep one of them");
        for (var domain : section.values("domains")) {
            if (!domain.text().matches("([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z0-9-]*[a-z0-9]"))
                domain.wrong("is no domain", "write it in lower case like acme.example");
        }
        var redirect = section.value("post_logout_redirect_uri");
        redirect.ifPresent(value -> value.address()
                .filter(uri -> !uri.getScheme().matches("https?"))
                .ifPresent(
                        _ -> value.wrong("is no web address", "start it with https://")));
        return new Organization(
                id,
                section.string("name", id),
                section.strings("domains", List.of()),
                redirect.map(Value::text).orElse(null));
    }

    private Role role(Section section) {
        var id = id(section);
        if (BUILT_IN_ROLES.contains(id)) section.mistake("id", "'" + id + "' is built in", "choose another id");
        else if (!roles.add(id)) section.mistake("id", "'" + id + "' is declared twice", "keep one of them");
        return new Role(id, Set.copyOf(section.strings("authorizations", List.of())));
    }

    private static String id(Section section) {
        var id = section.requiredValue("id", "give it one");
        id.filter(v -> !v.text().matches("[a-z0-9][a-z0-9_.-]{0,62}"))
                .ifPresent(v -> v.wrong("is no id", "use lower-case letters, digits, '-', '_' and '.'"));
        return id.map(Value::text).orElse("");
    }

    private List<DeclaredUser> users(Section root) {
        var users = new ArrayList<DeclaredUser>();
        var taken = new HashMap<String, Integer>();
        for (var section : root.sections("users")) {
            var user = UserSettings.read(section, attributes);
            refersToOrganization(section);
            refersToRoles(section, "roles");
            for (var identifier : user.identifiers()) {
                var other = taken.putIfAbsent(identifier, users.size());
                if (other != null)
                    section.mistake(
                            "email",
                            "'" + identifier + "' already belongs to users[" + other + "]",
                            "give every account its own identifiers");
            }
            users.add(user);
        }
        return users;
    }

    private List<DeclaredClient> clients(Section root) {
        var clients = new ArrayList<DeclaredClient>();
        var ids = new HashSet<String>();
        for (var section : root.sections("clients")) {
            var client = clientSettings.read(section);
            refersToOrganization(section);
            refersToRoles(section, "required_roles");
            refersToRoles(section, "roles");
            refersToResources(section);
            refersToDetailTypes(section);
            if (!ids.add(client.id().value()))
                section.mistake("client_id", "'" + client.id() + "' is declared twice", "keep one of them");
            Map<String, Object> document = new LinkedHashMap<>(section.plain());
            document.remove("client_secret");
            clients.add(new DeclaredClient(client, document));
        }
        return clients;
    }

    private void refersToOrganization(Section section) {
        section.value("organization")
                .filter(value -> !organizations.contains(value.text()))
                .ifPresent(
                        value -> value.wrong("is no declared organization", declared("organizations", organizations)));
    }

    private void refersToRoles(Section section, String name) {
        section.values(name)
                .stream()
                .filter(value -> !roles.contains(value.text()))
                .forEach(
                        value -> value.wrong("is no declared role", declared("roles", roles)));
    }

    private void refersToResources(Section section) {
        section.values("resources")
                .stream()
                .filter(value -> !resources.contains(value.text()))
                .forEach(value -> value.wrong("is no declared resource", declared("resources", resources)));
    }

    private void refersToDetailTypes(Section section) {
        section.values("authorization_details_types")
                .stream()
                .filter(value -> !detailTypes.contains(value.text()))
                .forEach(value -> value.wrong("is no declared type",
                        declared("authorization_details_types", detailTypes)));
    }

    private static String declared(String where, Set<String> ids) {
        var sorted = String.join(", ", ids.stream().sorted().toList());
        return "declare it under " + where + (sorted.isEmpty() ? "" : ", or use one of " + sorted);
    }
}
