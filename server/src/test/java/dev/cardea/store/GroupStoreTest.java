package dev.cardea.store;

import dev.cardea.oauth.UserId;
import dev.cardea.organization.Group;
import dev.cardea.organization.GroupStore;
import dev.cardea.organization.GroupStore.Replacement;
import dev.cardea.user.User;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.store.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("GroupStore")
class GroupStoreTest extends StoreContract {
    private static final Instant LATER = NOW.plusSeconds(1);
    private final GroupStore groups = stores.groups();
    private final User alice = Cast.alice();

    GroupStoreTest(Backend backend) {
        super(backend);
        stores.users().put(alice);
    }

    private static Group group(@Nullable String organization, String... roles) {
        return new Group(Cast.unique("id"), organization, Cast.unique("Editors ü"), Set.of(roles), NOW);
    }

    private Group created(@Nullable String organization, String... roles) {
        var group = group(organization, roles);
        assertThat(groups.create(group)).isTrue();
        return group;
    }

    private Set<String> held() {
        return stores.users().find(alice.id()).orElseThrow().groupRoles();
    }

    @Test
    void creates_and_finds_a_group_once_for_each_name_of_an_organization() {
        var group = created("acme", "editor", "author");
        assertThat(groups.find(group.id())).hasValue(group);
        assertThat(groups.find("nothing")).isEmpty();
        assertThat(groups.create(new Group("other", "acme", group.name(), Set.of(), NOW))).isFalse();
        assertThat(groups.find("other")).isEmpty();
        var same = new Group(Cast.unique("id"), null, group.name(), Set.of(), NOW);
        assertThat(groups.create(same)).isTrue();
        assertThat(groups.find(same.id())).hasValue(same);
    }

    @Test
    void gives_members_the_roles_of_all_their_groups_and_takes_them_again() {
        var one = created("acme", "editor", "author");
        var two = created(null, "author", "printer");
        assertThat(groups.join(one.id(), alice.id(), LATER)).isTrue();
        assertThat(groups.join(one.id(), alice.id(), LATER)).isFalse();
        assertThat(groups.join(two.id(), alice.id(), LATER)).isTrue();
        assertThat(held()).containsExactlyInAnyOrder("editor", "author", "printer");
        assertThat(groups.names(alice.id())).containsExactlyInAnyOrder(one.name(), two.name());
        assertThat(stores.users().find(alice.id()).orElseThrow().updatedAt()).isEqualTo(LATER);
        assertThat(stores.users().find(alice.id()).orElseThrow().roles()).isEqualTo(alice.roles());
        assertThat(groups.leave(one.id(), alice.id(), LATER)).isTrue();
        assertThat(groups.leave(one.id(), alice.id(), LATER)).isFalse();
        assertThat(held()).containsExactlyInAnyOrder("author", "printer");
        assertThat(groups.remove(two.id(), LATER)).isTrue();
        assertThat(groups.remove(two.id(), LATER)).isFalse();
        assertThat(held()).isEmpty();
        assertThat(groups.names(alice.id())).isEmpty();
    }

    @Test
    void keeps_what_groups_give_when_the_account_changes() {
        var group = created("acme", "printer");
        groups.join(group.id(), alice.id(), LATER);
        stores.users().put(Cast.named(alice, null, null));
        assertThat(held()).containsExactly("printer");
        stores.users().remove(alice.id());
        assertThat(groups.members(group.id(), "", 10)).isEmpty();
    }

    @Test
    void lets_nobody_into_a_group_of_another_organization_nor_keep_it() {
        var foreign = created("globex", "spy");
        assertThat(groups.join(foreign.id(), alice.id(), LATER)).isFalse();
        assertThat(groups.join("nothing", alice.id(), LATER)).isFalse();
        assertThat(groups.join(foreign.id(), new UserId("nobody"), LATER)).isFalse();
        var own = created("acme", "printer");
        var all = created(null, "reader");
        groups.join(own.id(), alice.id(), LATER);
        groups.join(all.id(), alice.id(), LATER);
        for (var organization : new String[]{"globex", null }) {
            stores.users()
                    .put(new User(alice.id(), organization, alice.status(), alice.email(), true,
                            alice.username(), alice.claims(), alice.roles(), LATER));
            assertThat(held()).containsExactly("reader");
            assertThat(groups.members(own.id(), "", 10)).isEmpty();
        }
    }

    @Test
    void replaces_a_group_that_is_as_it_was_seen() {
        var group = created("acme", "editor");
        var other = created("acme");
        groups.join(group.id(), alice.id(), LATER);
        var next = new Group(group.id(), "acme", Cast.unique("Renamed"), Set.of("author"), LATER);
        assertThat(groups.replace(group, new Group(group.id(), "acme", other.name(), Set.of("x"), LATER)))
                .isEqualTo(Replacement.taken);
        assertThat(groups.replace(group, next)).isEqualTo(Replacement.done);
        assertThat(groups.replace(group, group)).isEqualTo(Replacement.stale);
        assertThat(groups.find(group.id())).hasValue(next);
        assertThat(held()).containsExactly("author");
        assertThat(groups.isCarried("author")).isTrue();
        assertThat(groups.isCarried(Cast.unique("role"))).isFalse();
    }

    @Test
    void pages_groups_and_members_by_their_ids() {
        var organization = Cast.unique("org");
        for (int i = 0; i < 3; i++) created(organization);
        var first = groups.page(organization, "", 2);
        assertThat(first).hasSize(2);
        var rest = groups.page(organization, first.getLast().id(), 2);
        assertThat(rest).singleElement().satisfies(one -> assertThat(one.id()).isGreaterThan(first.getLast().id()));
        assertThat(groups.page(null, "", 2)).hasSize(2);
        var group = created(null);
        var bob = Cast.alice();
        stores.users().put(bob);
        groups.join(group.id(), alice.id(), LATER);
        groups.join(group.id(), bob.id(), LATER);
        var members = groups.members(group.id(), "", 1);
        assertThat(groups.members(group.id(), members.getFirst().value(), 10)).hasSize(1).isNotEqualTo(members);
    }

    @Test
    void loses_no_role_where_many_groups_are_joined_at_the_same_time() throws InterruptedException {
        var number = new AtomicInteger();
        var joined = Race.of(() -> {
            var group = created("acme", "role" + number.incrementAndGet());
            return groups.join(group.id(), alice.id(), LATER);
        });
        assertThat(joined).allMatch(done -> done);
        assertThat(held()).hasSize(number.get());
    }
}
