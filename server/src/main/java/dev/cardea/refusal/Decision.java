package dev.cardea.refusal;

import dev.cardea.client.Clients;
import dev.cardea.http.Form;
import dev.cardea.http.Refused;
import dev.cardea.http.Request;
import dev.cardea.json.Json;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.OAuthException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A refusal as it is put down: taken from the request while that is there, completed with what the client is
/// registered for when it is written.
///
/// @param asked the parameters that are kept
record Decision(
        String id,
        Instant at,
        @Nullable ClientId client,
        Map<String, ?> asked,
        Map<String, Object> members,
        Plain plain) {
    static Decision of(Request request, String place, int status, Refused refused, Instant at) {
        var plain = new Plain();
        var sent = sent(request);
        var counted = refused.asked() == null ? sent : refused.asked();
        var client = Claimed.client(request, counted).or(() -> Claimed.client(request, sent)).orElse(null);
        var members = new LinkedHashMap<String, Object>();
        members.put("error", refused.error());
        members.put("description", plain.text(refused.description()));
        members.put("rule", Rules.of(refused, place));
        members.put("status", status);
        members.put("endpoint", request.method() + " " + plain.text(place));
        members.put("address", request.peer().address());
        if (client != null) members.put("client", client.value());
        var facts = plain.facts(refused.facts());
        if (!facts.isEmpty()) members.put("because", facts);
        var parameters = isJson(request)
                ? Parameters.of(json(request), plain)
                : Parameters.of(sent, plain);
        var headers = Headers.of(request, plain);
        if (!headers.isEmpty()) members.put("headers", headers);
        if (!parameters.isEmpty()) members.put("parameters", parameters);
        var asked = new HashMap<String, Object>(parameters);
        if (refused.asked() != null && !counted.equals(sent)) {
            var inside = Parameters.of(counted, plain);
            members.put("request", inside);
            asked.putAll(inside);
        }
        asked.putAll(facts);
        return new Decision(request.id(), at, client, asked, members, plain);
    }

    /// With what would have been accepted.
    RefusalStore.Entry entry(Clients clients) {
        if (client != null) {
            // Not by looking at the address that a client_id may be: whoever was refused chose it.
            var registered = clients.registered(client);
            members.put("accepted", registered.isEmpty()
                    ? Map.of("client_id", "no client that is registered here has this client_id")
                    : Registered.of(registered.get(), asked, plain));
            registered.ifPresent(found -> members.put("client_name", plain.text(found.display().name())));
        }
        return new RefusalStore.Entry(id, at, client == null ? null : client.value(), Json.text(members));
    }

    private static Form sent(Request request) {
        try {
            return request.isPost() && request.hasForm() ? request.form() : request.query();
        } catch (OAuthException _) {
            return Form.EMPTY; // which is what it was refused for
        }
    }

    private static boolean isJson(Request request) {
        return request.headers("Content-Type").stream().anyMatch(type -> type.contains("json"));
    }

    private static Map<String, Object> json(Request request) {
        return Optional.of(new String(request.body(), StandardCharsets.UTF_8)).flatMap(text -> {
            try {
                return Optional.of(Json.object(text));
            } catch (IllegalArgumentException _) {
                return Optional.empty();
            }
        }).orElse(Map.of());
    }
}
