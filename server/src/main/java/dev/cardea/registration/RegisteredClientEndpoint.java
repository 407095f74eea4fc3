package dev.cardea.registration;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.client.Client;
import dev.cardea.client.ClientStore;
import dev.cardea.client.ClientStore.StoredClient;
import dev.cardea.client.Clients;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.json.Json;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.OAuthException;
import dev.cardea.registration.RegistrationStore.Registration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static dev.cardea.oauth.OAuthError.invalidToken;

/// GET, PUT and DELETE /oauth2/register/{client_id} (RFC 7592 §2): a client looks at its registration, replaces it or
/// ends it. Whatever is wrong with its token, the answer is the same: whether there is such a client is nobody's business.
public final class RegisteredClientEndpoint implements Endpoint {
    /// RFC 7592 §2.2: a replacement must not have these.
    private static final List<String> GIVEN_BY_THE_SERVER = List.of(
            "registration_access_token", "registration_client_uri", ClientMetadata.SECRET_EXPIRY,
            "client_id_issued_at");

    private final RegistrationStore store;
    private final ClientStore clientStore;
    private final Clients clients;
    private final Registrar registrar;
    private final RegistrationLimit limit;
    private final AuditLog audit;

    RegisteredClientEndpoint(
            RegistrationStore store, ClientStore clientStore, Clients clients, Registrar registrar,
            RegistrationLimit limit, AuditLog audit) {
        this.store = store;
        this.clientStore = clientStore;
        this.clients = clients;
        this.registrar = registrar;
        this.limit = limit;
        this.audit = audit;
    }

    /// A client whose registration access token was shown.
    private record Known(Client client, StoredClient stored, Registration registration, BearerToken token) {
        @Override
        public String toString() {
            return "Known[" + stored.id() + "]";
        }
    }

    @Override
    public Response handle(Request request) {
        var known = known(request);
        request.concerns(known.stored().id().value());
        return switch (request.method()) {
            case "PUT" -> {
                // It may make this server fetch something, as registering may.
                if (known.registration().open()) limit.count(request.peer().address());
                yield replace(known, RegistrationRequest.metadata(request));
            }
            case "DELETE" -> remove(known);
            default -> registrar.answer(200, present(known), known.stored().createdAt(), known.token());
        };
    }

    private Known known(Request request) {
        var token = BearerToken.of(request).orElseThrow(RegisteredClientEndpoint::refused);
        var path = request.pathParameter("client_id");
        var id = new ClientId(path.isEmpty() ? "?" : path);
        if (!id.isWellFormed()) throw refused();
        var registration = store.find(id)
                .filter(found -> found.accessToken().equals(token.hash()))
                .orElseThrow(RegisteredClientEndpoint::refused);
        // One that an operator declares now is his.
        var stored = clientStore.find(id)
                .filter(found -> !found.declared())
                .orElseThrow(RegisteredClientEndpoint::refused);
        clients.forget(id);
        var client = clients.find(id).filter(Client::enabled).orElseThrow(RegisteredClientEndpoint::refused);
        return new Known(client, stored, registration, token);
    }

    private static OAuthException refused() {
        return invalidToken("the registration access token is not one of this client");
    }

    private static Registrar.Prepared present(Known known) {
        var document = Json.object(known.stored().document());
        return new Registrar.Prepared(new ClientMetadata.Accepted(known.client(), document),
                known.registration().softwareStatement());
    }

    private Response replace(Known known, Map<String, Object> body) {
        var id = known.stored().id();
        for (var name : GIVEN_BY_THE_SERVER)
            if (body.containsKey(name)) throw ClientMetadata.invalid(name + ": is not for the client to say");
        if (!id.value().equals(body.get(ClientMetadata.ID)))
            throw ClientMetadata.invalid("client_id: must be the client's own");
        var secret = body.get(ClientMetadata.SECRET);
        if (secret != null && !secret.equals(known.client().credentials().secret()))
            throw ClientMetadata.invalid("client_secret: must be the present one, or left out");
        var prepared = registrar.prepare(body, id, known.registration().open(), old(known));
        var createdAt = known.stored().createdAt();
        var accessToken = registrar.newAccessToken();
        var next = new Registration(
                accessToken.hash(), known.registration().open(), prepared.softwareStatement(), createdAt);
        if (!store.replace(registrar.stored(prepared.accepted(), createdAt), known.token().hash(), next))
            throw refused();
        clients.forget(id);
        audit.record(new AuditEvent.ClientUpdated(id));
        return registrar.answer(200, prepared, createdAt, accessToken);
    }

    private static Registrar.Present old(Known known) {
        var kept = new LinkedHashMap<>(Json.object(known.stored().document()));
        kept.keySet().removeIf(name -> ClientMetadata.isRegistered(name) || name.equals(ClientMetadata.SECRET_EXPIRY));
        // Made here for the method that the client had.
        kept.remove("require_pkce");
        var credentials = known.client().credentials();
        var expiry = credentials.secretExpiresAt();
        return new Registrar.Present(credentials.secret(),
                expiry == null ? 0 : expiry.getEpochSecond(), known.registration().softwareStatement(), kept);
    }

    private Response remove(Known known) {
        var id = known.stored().id();
        clientStore.remove(id);
        clients.forget(id);
        audit.record(new AuditEvent.ClientRemoved(id));
        return Response.empty(204);
    }
}
