package dev.cardea.enrolment;

import dev.cardea.client.Clients;
import dev.cardea.form.Asked;
import dev.cardea.html.Locales;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.http.Router;
import dev.cardea.organization.OrganizationStore;
import dev.cardea.session.Interactions;
import dev.cardea.user.EmailAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// POST /api/account/registrations…: what [RegisterEndpoint] does, for programs.
public final class RegistrationApi {
    private static final String BASE = "/api/account/registrations";
    private static final int FORBIDDEN = 403;
    private final Registrations registrations;
    private final Beginnings beginnings;

    public RegistrationApi(Registrations registrations, Interactions interactions, Clients clients,
            OrganizationStore organizations) {
        this.registrations = registrations;
        this.beginnings = new Beginnings(registrations.policy(), interactions, clients, organizations);
    }

    public Router routes() {
        return new Router()
                .post(BASE, this::register)
                .post(BASE + "/confirm", this::confirm)
                .post(BASE + "/reminder", this::remind);
    }

    /// `{"email", "password", "client_id" or "organization", "name"?, "given_name"?, "family_name"?, "locale"?,
    /// "terms_version"?}`: the same answer for every address.
    public Response register(Request request) {
        var asked = Asked.of(request);
        var beginning = beginnings.of(request, "", asked.text("client_id"), asked.text("organization"));
        if (!beginning.open())
            return Asked.refusal(FORBIDDEN, "registration_disabled", "people cannot register themselves here");
        var outcome = registrations.register(new Application(
                asked.require("email").strip(), asked.require("password"), names(asked), language(request, asked),
                beginning.client(), beginning.organization(), asked.text("terms_version").orElse(""), ""),
                request.peer().address());
        return switch (outcome) {
            case Registrations.Outcome.Taken() -> Response.json(202, Map.of("status", "verification_sent"));
            case Registrations.Outcome.Refused(var fields, var password) -> {
                if (fields.isEmpty()) yield Asked.weak("password", password);
                var all = new LinkedHashMap<>(fields);
                if (!password.isEmpty())
                    all.put("password", String.join(" ", password.stream().map(Enum::name).toList()));
                yield Response.json(400, Map.of("error", "invalid_request", "error_description",
                        "some fields are not accepted", "fields", all));
            }
        };
    }

    private static Map<String, String> names(Asked asked) {
        var names = new HashMap<String, String>();
        for (var name : Application.NAMES) asked.text(name).ifPresent(value -> names.put(name, value.strip()));
        return names;
    }

    private static String language(Request request, Asked asked) {
        var wanted = asked.text("locale").map(tag -> tag.replace('_', '-')).orElse(null);
        return Locales.negotiate(wanted, request.headers("Accept-Language")).getLanguage();
    }

    /// `{"token"}`: what was in the link.
    public Response confirm(Request request) {
        return switch (registrations.confirm(Asked.of(request).require("token"))) {
            case Registrations.Confirmation.Done _ -> Response.json(200, Map.of("status", "active"));
            // Said in the same words: it is no answer to whether there is an account.
            case Registrations.Confirmation.BadLink(),Registrations.Confirmation.Taken() -> Asked.badLink();
        };
    }

    /// `{"email"}`: the same answer for every address.
    public Response remind(Request request) {
        var address = Asked.of(request).require("email").strip();
        if (!EmailAddress.isUsable(address)) return Asked.refusal("email", "malformed");
        registrations.remind(address, request.peer().address());
        return Response.json(202, Map.of("status", "verification_sent"));
    }
}
