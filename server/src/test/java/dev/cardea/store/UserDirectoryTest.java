package dev.cardea.store;

import dev.cardea.user.Identifiers;
import dev.cardea.user.User;
import dev.cardea.user.UserDirectory;
import dev.cardea.user.UserDirectory.Filter;
import dev.cardea.user.UserDirectory.Found;
import dev.cardea.user.UserStore.IdentifierTaken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("UserDirectory")
class UserDirectoryTest extends StoreContract {
    private final UserDirectory directory = stores.directory();
    private final String mark = Cast.unique("dir");

    UserDirectoryTest(Backend backend) {
        super(backend);
    }

    private User person(String name, @Nullable String organization, User.Status status, String... roles) {
        var user = new User(Cast.alice().id(), organization, status, mark + name + "@acme.example", true,
                mark + name, Map.of(), Set.of(roles), Cast.NOW);
        stores.users().create(user, "hash");
        return user;
    }

    private List<User> all(Filter filter) {
        var users = new ArrayList<User>();
        var after = "";
        while (true) {
            var page = directory.page(filter, after, 2);
            page.stream().map(Found::user).forEach(users::add);
            if (page.size() < 2) return users;
            after = page.getLast().key();
        }
    }

    @Test
    void finds_each_account_once_by_the_beginning_of_what_it_is_called() {
        var ann = person("ann", null, User.Status.active);
        var anton = person("anton", null, User.Status.active);
        var zoe = person("zoe", null, User.Status.active);
        assertThat(all(new Filter(mark, null, null, null))).containsExactly(ann, anton, zoe);
        assertThat(all(new Filter(mark + "an", null, null, null))).containsExactly(ann, anton);
        assertThat(all(new Filter(Identifiers.normalize(mark + "ZOE@"), null, null, null))).containsExactly(zoe);
        assertThat(all(new Filter(mark + "%", null, null, null))).isEmpty();
    }

    @Test
    void goes_by_organization_status_and_role_in_any_combination() {
        var acme = person("a", mark, User.Status.active, mark + "editor");
        var locked = person("b", mark, User.Status.locked, mark + "editor", mark + "author");
        var other = person("c", mark + "2", User.Status.active, mark + "author");
        assertThat(all(new Filter(null, mark, null, null))).containsExactlyInAnyOrder(acme, locked);
        assertThat(all(new Filter(null, mark, User.Status.locked, null))).containsExactly(locked);
        assertThat(all(new Filter(null, null, null, mark + "editor"))).containsExactlyInAnyOrder(acme, locked);
        assertThat(all(new Filter(null, mark + "2", null, mark + "author"))).containsExactly(other);
        assertThat(all(new Filter(mark, null, User.Status.active, mark + "author"))).containsExactly(other);
    }

    @Test
    void follows_when_roles_and_names_change() {
        var user = person("x", null, User.Status.active, mark + "old");
        var next = new User(user.id(), null, User.Status.active, mark + "y@acme.example", true, null, Map.of(),
                Set.of(mark + "new"), Cast.NOW.plusMillis(1));
        assertThat(directory.replace(user, next)).isTrue();
        assertThat(all(new Filter(null, null, null, mark + "old"))).isEmpty();
        assertThat(all(new Filter(null, null, null, mark + "new"))).containsExactly(next);
        assertThat(all(new Filter(mark + "x", null, null, null))).isEmpty();
        stores.users().remove(user.id());
        assertThat(all(new Filter(null, null, null, mark + "new"))).isEmpty();
    }

    @Test
    void replaces_only_what_was_seen() throws InterruptedException {
        var user = person("x", null, User.Status.active);
        var first = new User(user.id(), mark, User.Status.active, user.email(), true, null, Map.of(), Set.of(),
                Cast.NOW.plusMillis(1));
        assertThat(Race.of(() -> directory.replace(user, first))).containsOnlyOnce(true);
        assertThat(stores.users().find(user.id())).hasValue(first);
    }

    @Test
    void creates_nothing_where_the_name_is_taken() {
        var user = person("x", null, User.Status.active);
        var thief = new User(Cast.alice().id(), null, User.Status.active, user.email(), true, mark + "thief", Map.of(),
                Set.of(mark), Cast.NOW);
        assertThatThrownBy(() -> stores.users().create(thief, null)).isInstanceOf(IdentifierTaken.class);
        assertThat(stores.users().find(thief.id())).isEmpty();
        var other = person("other", null, User.Status.active);
        var renamed = new User(other.id(), mark, User.Status.active, user.email(), true, null, Map.of(), Set.of(mark),
                Cast.NOW.plusMillis(1));
        assertThatThrownBy(() -> directory.replace(other, renamed)).isInstanceOf(IdentifierTaken.class);
        assertThat(stores.users().find(other.id())).hasValue(other);
        assertThat(all(new Filter(null, null, null, mark))).isEmpty();
    }
}
