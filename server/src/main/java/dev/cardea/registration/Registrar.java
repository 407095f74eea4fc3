package dev.cardea.registration;

import dev.cardea.client.ClientSecrets;
import dev.cardea.client.ClientStore.StoredClient;
import dev.cardea.http.Response;
import dev.cardea.json.Json;
import dev.cardea.oauth.ClientId;
import dev.cardea.registration.ClientMetadata.Accepted;
import dev.cardea.registration.ClientMetadata.Identity;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What registering and changing a registration have in common: from metadata to a client with its credentials.
final class Registrar {
    private final RegistrationPolicy policy;
    private final ClientMetadata metadata;
    private final SectorIdentifiers sectors;
    private final SoftwareStatements statements;
    private final ClientSecrets secrets;
    private final ClientInformation information;
    private final Credentials credentials;
    private final InstantSource clock;

    Registrar(RegistrationPolicy policy, ClientMetadata metadata, SectorIdentifiers sectors,
            SoftwareStatements statements, ClientSecrets secrets,
            ClientInformation information, SecureRandom random, InstantSource clock) {
        this.policy = policy;
        this.metadata = metadata;
        this.sectors = sectors;
        this.statements = statements;
        this.secrets = secrets;
        this.information = information;
        this.credentials = new Credentials(random);
        this.clock = clock;
    }

    /// A client that can be stored.
    record Prepared(Accepted accepted, @Nullable String softwareStatement) {}

    /// A client as it is now, for what may not get lost when it changes.
    ///
    /// @param kept what an operator set
    record Present(@Nullable String secret, long secretExpiresAt, @Nullable String softwareStatement,
            Map<String, Object> kept) {
        static final Present NONE = new Present(null, 0, null, Map.of());

        @Override
        public String toString() {
            return "Present";
        }
    }

    ClientId newId() {
        return new ClientId(credentials.id());
    }

    BearerToken newAccessToken() {
        return new BearerToken(credentials.accessToken());
    }

    Prepared prepare(Map<String, Object> body, ClientId id, boolean open) {
        return prepare(body, id, open, Present.NONE);
    }

    Prepared prepare(Map<String, Object> body, ClientId id, boolean open, Present present) {
        var whole = new LinkedHashMap<>(body);
        var statement = whole.remove(SoftwareStatements.NAME);
        var kept = present.softwareStatement();
        if (statement != null) {
            if (!(statement instanceof String text)) throw ClientMetadata.invalid("software_statement: is no text");
            // §2.3: the statement's values take precedence.
            whole.putAll(statements.verified(text));
            kept = text;
        } else if (kept != null) whole.putAll(SoftwareStatements.accepted(kept));
        var accepted = metadata.read(whole, identity(whole, id, open, present));
        sectors.check(accepted);
        return new Prepared(accepted, kept);
    }

    private Identity identity(Map<String, Object> whole, ClientId id, boolean open, Present present) {
        var method = whole.get(ClientMetadata.METHOD);
        var hasSecret = method == null || (method instanceof String text && text.startsWith("client_secret_"));
        if (!hasSecret) return new Identity(id, null, 0, open, present.kept());
        // One that expires is replaced whenever the client asks for a change: that is how it gets a new one in time.
        return present.secret() == null || present.secretExpiresAt() != 0
                ? new Identity(id, credentials.secret(), newExpiry(), open, present.kept())
                : new Identity(id, present.secret(), 0, open, present.kept());
    }

    private long newExpiry() {
        return policy.secretLifetime().isZero()
                ? 0
                : clock.instant().plus(policy.secretLifetime()).getEpochSecond();
    }

    StoredClient stored(Accepted accepted, Instant createdAt) {
        var client = accepted.client();
        var secret = client.credentials().secret();
        return new StoredClient(client.id(), false, Json.text(accepted.document()),
                secret == null ? null : secrets.seal(client.id(), secret), createdAt);
    }

    Response answer(int status, Prepared prepared, Instant createdAt, BearerToken accessToken) {
        return information.answer(
                status, prepared.accepted(), prepared.softwareStatement(), createdAt, accessToken.text());
    }
}
