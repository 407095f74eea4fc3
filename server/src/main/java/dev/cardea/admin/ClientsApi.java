package dev.cardea.admin;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.client.Client;
import dev.cardea.client.ClientStore;
import dev.cardea.client.ClientStore.StoredClient;
import dev.cardea.client.Clients;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.http.Router;
import dev.cardea.json.Json;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.RandomUuid;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import static dev.cardea.http.Router.Cors.NONE;
import static dev.cardea.oauth.OAuthError.invalidRequest;

/// `/api/admin/clients`: clients, with the names that they have in the configuration file. They are the installation's.
final class ClientsApi {
    private static final String PATH = "/api/admin/clients";
    private static final String LIST = "clients";
    private static final String ID = "client_id";
    private static final Set<String> MADE_HERE = Set.of("declared", "created_at");

    private final ClientStore store;
    private final Clients clients;
    private final ClientDocuments documents;
    private final Cursors cursors;
    private final AuditLog audit;
    private final SecureRandom random;
    private final InstantSource clock;

    ClientsApi(ClientStore store, Clients clients, ClientDocuments documents, Cursors cursors, AuditLog audit,
            SecureRandom random, InstantSource clock) {
        this.store = store;
        this.clients = clients;
        this.documents = documents;
        this.cursors = cursors;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    Router routes(AdminAccess access) {
        return new Router()
                .get(PATH, access.reading(this::list))
                .post(PATH, access.writing(this::create))
                .get(PATH + "/{id}", access.reading((request, by) -> Answer.entity(200, shown(find(request, by)))))
                .add(Set.of("PUT"), PATH + "/{id}", NONE, access.writing(this::replace))
                .add(Set.of("DELETE"), PATH + "/{id}", NONE, access.writing(this::remove));
    }

    private StoredClient find(Request request, Administrator by) {
        by.requireAll();
        var id = new ClientId(request.pathParameter("id"));
        return (id.isWellFormed() ? store.find(id) : Optional.<StoredClient>empty())
                .orElseThrow(() -> Answer.unknown("client"));
    }

    private static Map<String, Object> shown(StoredClient client) {
        var view = new LinkedHashMap<String, Object>();
        view.put(ID, client.id().value());
        Json.object(client.document()).forEach((name, value) -> {
            if (!name.equals("client_secret")) view.put(name, value);
        });
        view.put("declared", client.declared());
        view.put("created_at", client.createdAt().toString());
        return view;
    }

    private Response list(Request request, Administrator by) {
        by.requireAll();
        return cursors.page(request, store::page, ClientsApi::shown, client -> client.id().value(), LIST);
    }

    private Response create(Request request, Administrator by) {
        by.requireAll();
        var body = members(request);
        body.putIfAbsent(ID, RandomUuid.text(random));
        var prepared = documents.read(body, null);
        var client = prepared.client();
        var stored = stored(prepared, Instant.ofEpochMilli(clock.millis()));
        if (!store.add(stored, origins(client))) throw Answer.conflict("there is a client with this client_id");
        clients.forget(client.id());
        record(client, "created", by, request);
        return answer(201, stored, prepared.newSecret()).with("Location", PATH + "/" + client.id());
    }

    private Response replace(Request request, Administrator by) {
        var present = find(request, by);
        Answer.checkMatch(request, shown(present));
        checkNotDeclared(present);
        var body = members(request);
        if (!present.id().value().equals(body.getOrDefault(ID, present.id().value())))
            throw invalidRequest("client_id is not the one in the address");
        body.put(ID, present.id().value());
        var prepared = documents.read(body, present);
        var stored = stored(prepared, present.createdAt());
        store.put(stored, origins(prepared.client()));
        clients.forget(stored.id());
        record(prepared.client(), "updated", by, request);
        return answer(200, stored, prepared.newSecret());
    }

    private static Map<String, Object> members(Request request) {
        var body = new LinkedHashMap<>(Answer.body(request));
        // So that what was read can be sent back.
        body.keySet().removeAll(MADE_HERE);
        return body;
    }

    private static StoredClient stored(ClientDocuments.Prepared prepared, Instant createdAt) {
        return new StoredClient(prepared.client().id(), false, Json.text(prepared.document()),
                prepared.sealedSecret(), createdAt);
    }

    private static Set<String> origins(Client client) {
        return client.enabled() ? client.redirects().corsOrigins() : Set.of();
    }

    private static Response answer(int status, StoredClient stored, @Nullable String newSecret) {
        var view = shown(stored);
        var answer = Answer.entity(status, view);
        if (newSecret == null) return answer;
        view.put("client_secret", newSecret);
        var tag = answer.headers().stream().filter(header -> header.name().equals("ETag")).findFirst().orElseThrow();
        return Response.json(status, view).with(tag.name(), tag.value());
    }

    private Response remove(Request request, Administrator by) {
        var present = find(request, by);
        Answer.checkMatch(request, shown(present));
        checkNotDeclared(present);
        if (present.id().equals(by.client())) throw Answer.conflict("the client would remove itself");
        store.remove(present.id());
        clients.forget(present.id());
        audit.record(new AuditEvent.ClientChanged(present.id(), "removed", by.user(), by.client(),
                Answer.reason(request)));
        return Response.empty(204);
    }

    private static void checkNotDeclared(StoredClient client) {
        if (client.declared())
            throw Answer.conflict("the configuration file declares the client: change it there");
    }

    private void record(Client client, String change, Administrator by, Request request) {
        audit.record(new AuditEvent.ClientChanged(client.id(), change, by.user(), by.client(),
                Answer.reason(request)));
    }
}
