package dev.cardea.admin;

import dev.cardea.factor.Factor;
import dev.cardea.factor.Factors;
import dev.cardea.factor.RecoveryCodes;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.http.Router;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import static dev.cardea.http.Router.Cors.NONE;

/// `/api/admin/users/{id}/factors`: what a person proves with, beside the password, who they are; and taking all of it away
/// from somebody who has lost it. One alone only its owner takes away.
final class FactorsApi {
    private static final String PATH = "/api/admin/users/{id}/factors";

    private final UsersApi users;
    private final Factors factors;
    private final RecoveryCodes recoveryCodes;

    FactorsApi(UsersApi users, Factors factors, RecoveryCodes recoveryCodes) {
        this.users = users;
        this.factors = factors;
        this.recoveryCodes = recoveryCodes;
    }

    Router routes(AdminAccess access) {
        return new Router()
                .get(PATH, access.reading(this::list))
                .add(Set.of("DELETE"), PATH, NONE, access.writing(this::reset));
    }

    private Response list(Request request, Administrator by) {
        var user = users.find(request, by);
        return Response.json(200, Map.of(
                "items", factors.of(user).stream().map(FactorsApi::shown).toList(),
                "recovery_codes", recoveryCodes.left(user)));
    }

    private static Map<String, Object> shown(Factor factor) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", factor.id());
        view.put("kind", factor.kind().name());
        view.put("name", factor.name());
        view.put("created_at", factor.createdAt().toString());
        var used = factor.lastUsedAt();
        if (used != null) view.put("last_used_at", used.toString());
        return view;
    }

    private Response reset(Request request, Administrator by) {
        var user = users.findToChange(request, by);
        factors.reset(user, by.user() == null ? by.client().value() : by.user().value());
        return Response.empty(204);
    }
}
