package dev.cardea.store;

import dev.cardea.organization.Organization;
import dev.cardea.organization.Role;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("OrganizationStore")
class OrganizationStoreTest extends StoreContract {
    private final String id = Cast.unique("acme");

    OrganizationStoreTest(Backend backend) {
        super(backend);
    }

    @Test
    void creates_replaces_and_removes_an_organization() {
        var organizations = stores.organizations();
        assertThat(organizations.find(id)).isEmpty();
        var acme = new Organization(id, "Acme GmbH", List.of("acme.example", "a.example"), "https://acme.example/");
        organizations.put(acme, true);
        assertThat(organizations.find(id)).hasValue(acme);
        assertThat(organizations.declared()).contains(id);
        var bare = new Organization(id, "Acme", List.of(), null);
        organizations.put(bare, false);
        assertThat(organizations.find(id)).hasValue(bare);
        assertThat(organizations.declared()).doesNotContain(id);
        organizations.remove(id);
        assertThat(organizations.find(id)).isEmpty();
    }

    @Test
    void creates_replaces_and_removes_a_role() {
        var organizations = stores.organizations();
        assertThat(organizations.findRole(id)).isEmpty();
        var editor = new Role(id, Set.of("article:write", "article:read"));
        organizations.putRole(editor, true);
        assertThat(organizations.findRole(id)).hasValue(editor);
        assertThat(organizations.declaredRoles()).contains(id);
        organizations.putRole(new Role(id, Set.of()), false);
        assertThat(organizations.findRole(id)).hasValue(new Role(id, Set.of()));
        assertThat(organizations.declaredRoles()).doesNotContain(id);
        organizations.removeRole(id);
        assertThat(organizations.findRole(id)).isEmpty();
    }

    @Test
    void joins_what_several_roles_authorize_to() {
        var organizations = stores.organizations();
        organizations.putRole(new Role(id + "-a", Set.of("read", "write")), false);
        organizations.putRole(new Role(id + "-b", Set.of("read", "print")), false);
        organizations.putRole(new Role(id + "-c", Set.of("delete")), false);
        assertThat(organizations.authorizations(Set.of(id + "-a", id + "-b", id + "-gone")))
                .containsExactlyInAnyOrder("read", "write", "print");
        assertThat(organizations.authorizations(Set.of(id + "-gone"))).isEmpty();
        assertThat(organizations.authorizations(Set.of())).isEmpty();
    }

    @Test
    void stores_no_list_that_would_be_read_back_as_another() {
        assertThatThrownBy(() -> stores.organizations().putRole(new Role(id, Set.of("a\nb")), false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(stores.organizations().findRole(id)).isEmpty();
    }
}
