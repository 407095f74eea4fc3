package dev.cardea.client;

import dev.cardea.http.Request;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.OAuthException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static dev.cardea.oauth.OAuthError.invalidClient;
import static dev.cardea.oauth.OAuthError.invalidRequest;

/// Authenticates the client of a token, introspection or revocation request (RFC 6749 §2.3).
public final class ClientAuthentication {
    private final List<ClientAuthMethod> methods;
    private final Clients clients;
    private final GuessLimit guesses;
    private final FailedAuthentications failures;
    private final FirstUses uses;
    private final InstantSource clock;

    public ClientAuthentication(List<ClientAuthMethod> methods, Clients clients, GuessLimit guesses,
            FailedAuthentications failures, FirstUses uses, InstantSource clock) {
        this.methods = List.copyOf(methods);
        this.clients = clients;
        this.guesses = guesses;
        this.failures = failures;
        this.uses = uses;
        this.clock = clock;
    }

    /// `token_endpoint_auth_methods_supported`.
    public List<String> methods() {
        return methods.stream().map(ClientAuthMethod::name).toList();
    }

    /// @throws OAuthException `invalid_client`, with one message for every cause: the caller must not learn which
    ///     client ids exist
    public Client authenticate(Request request) {
        var found = new ArrayList<Attempt>();
        var possible = new ArrayList<Attempt>();
        for (var method : methods)
            method.detect(request)
                    .ifPresent(credential -> (method.isMeantByRegistration() ? possible : found)
                            .add(new Attempt(method.name(), credential)));
        if (found.size() > 1) throw invalidRequest("more than one client authentication method (RFC 6749 §2.3)");
        // A certificate beside another credential is no second method: clients show it to get bound tokens too.
        if (!found.isEmpty()) return verify(found, request);
        if (possible.isEmpty())
            throw invalidClient("no client authentication: send client credentials, or client_id for a public client");
        return verify(possible, request);
    }

    private record Attempt(String method, ClientAuthMethod.Credential credential) {
        boolean isOf(Client client) {
            return client.credentials().method().equals(method);
        }
    }

    /// @param attempts of one client, of which its registration tells the one that is meant
    private Client verify(List<Attempt> attempts, Request request) {
        var claimed = attempts.getFirst().credential().claimedClient();
        // client_id may be sent along, but it must be the same one.
        if (request.form().get("client_id").filter(id -> !id.equals(claimed.value())).isPresent())
            throw invalidClient("client_id differs from the authenticated client");
        if (!claimed.isWellFormed()) throw failed("the client_id is none that could be registered");
        guesses.refuseAfterTooMany(claimed, request.peer().address());
        var client = clients.find(claimed);
        var attempt = attempts.stream()
                .filter(each -> client.filter(each::isOf).isPresent())
                .findFirst()
                .orElse(attempts.getFirst());
        var refusal = client.map(known -> refusal(attempt, known));
        if (client.isPresent() && refusal.isEmpty()) {
            uses.record(client.get());
            return client.get();
        }
        guesses.failed(claimed, request.peer().address());
        refusal.ifPresent(reason -> failures.record(claimed, reason));
        throw failed(refusal.orElse("there is no client with this client_id"))
                .with("method", attempt.method())
                .with("flaw", () -> client.filter(known -> known.enabled() && attempt.isOf(known))
                        .map(attempt.credential()::flaw)
                        .orElse("it was not looked at"));
    }

    /// Why the attempt does not prove to be this client; null where it does.
    private @Nullable String refusal(Attempt attempt, Client client) {
        var registered = client.credentials().method();
        if (!client.enabled()) return "the client is disabled";
        if (!attempt.isOf(client))
            return "used " + attempt.method() + ", but is registered for " + registered;
        if (client.credentials().isSecretExpiredAt(clock.instant())) return "the secret has expired";
        return attempt.credential().proves(client)
                ? null
                : wrong(registered);
    }

    private static String wrong(String method) {
        if (CertificateSettings.METHODS.contains(method)) return "the certificate is not the client's";
        return method.endsWith("_jwt") ? "the assertion is not valid" : "the secret is wrong";
    }

    /// One answer for all of these.
    private static OAuthException failed(String cause) {
        return invalidClient(
                "client authentication failed: unknown client, wrong credentials, or not the registered method")
                .by("RFC 6749 §2.3")
                .with("cause", cause);
    }

    /// The client of a request in which only the client's name matters, e.g. a sign-out.
    public Optional<Client> named(ClientId id) {
        return clients.find(id).filter(Client::enabled);
    }
}
