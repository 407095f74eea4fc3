package dev.cardea.admin;

import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.http.Router;
import dev.cardea.oauth.UserId;
import dev.cardea.organization.GroupStore;
import dev.cardea.user.User;
import dev.cardea.user.UserStore;
import java.util.Map;
import java.util.Set;

import static dev.cardea.http.Router.Cors.NONE;

/// `/api/admin/groups/{id}/members`: who is in a group. To be in it is to hold its roles, so it is given and taken like
/// them.
final class GroupMembersApi {
    private static final String PATH = "/api/admin/groups/{id}/members";
    private final GroupsApi groups;
    private final GroupStore store;
    private final UserStore users;
    private final Cursors cursors;

    GroupMembersApi(GroupsApi groups, GroupStore store, UserStore users, Cursors cursors) {
        this.groups = groups;
        this.store = store;
        this.users = users;
        this.cursors = cursors;
    }

    Router routes(AdminAccess access) {
        return new Router()
                .get(PATH, access.reading(this::list))
                .add(Set.of("PUT"), PATH + "/{user}", NONE, access.writing(this::join))
                .add(Set.of("DELETE"), PATH + "/{user}", NONE, access.writing(this::leave));
    }

    private Response list(Request request, Administrator by) {
        var group = groups.find(request, by);
        return cursors.page(request, (after, limit) -> store.members(group.id(), after, limit),
                id -> Map.of("id", id.value()), UserId::value, "members", group.id());
    }

    private User user(Request request, Administrator by) {
        return users.find(new UserId(request.pathParameter("user")))
                .filter(by::sees)
                .orElseThrow(() -> Answer.unknown("account"));
    }

    private Response join(Request request, Administrator by) {
        var group = groups.find(request, by);
        var user = user(request, by);
        groups.checkGiven(group.roles(), Set.of(), by);
        if (group.organization() != null && !group.organization().equals(user.organization()))
            throw Answer.conflict("the account belongs to another organization than the group");
        if (store.join(group.id(), user.id(), groups.now())) groups.record(group, "joined", user.id(), by, request);
        return Response.empty(204);
    }

    private Response leave(Request request, Administrator by) {
        var group = groups.find(request, by);
        var user = user(request, by);
        groups.checkGiven(Set.of(), group.roles(), by);
        if (store.leave(group.id(), user.id(), groups.now())) groups.record(group, "left", user.id(), by, request);
        return Response.empty(204);
    }
}
