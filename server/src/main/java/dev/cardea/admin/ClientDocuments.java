package dev.cardea.admin;

import dev.cardea.client.Client;
import dev.cardea.client.ClientSecrets;
import dev.cardea.client.ClientSettings;
import dev.cardea.client.ClientStore.StoredClient;
import dev.cardea.config.Document;
import dev.cardea.config.InvalidSettings;
import dev.cardea.details.DetailTypes;
import dev.cardea.jose.Base64Url;
import dev.cardea.organization.OrganizationStore;
import dev.cardea.organization.Role;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// Reads the client that an administrator describes by the one reader of all clients, and finds its secret: the one that
/// was sent, the one that it has, or a new one.
public final class ClientDocuments {
    private static final String SECRET = "client_secret";
    private static final int SECRET_BYTES = 48;
    private static final Set<String> BUILT_IN = Set.of(Role.ADMINISTRATOR, Role.ORGANIZATION_ADMINISTRATOR);

    private final ClientSettings settings;
    private final ClientSecrets secrets;
    private final OrganizationStore organizations;
    private final DetailTypes detailTypes;
    private final SecureRandom random;

    public ClientDocuments(ClientSettings settings, ClientSecrets secrets, OrganizationStore organizations,
            DetailTypes detailTypes, SecureRandom random) {
        this.settings = settings;
        this.secrets = secrets;
        this.organizations = organizations;
        this.detailTypes = detailTypes;
        this.random = random;
    }

    /// @param document to be stored, without the secret
    /// @param newSecret made here, to be shown this once; null where the administrator knows it, or there is none
    record Prepared(Client client, Map<String, Object> document, byte @Nullable [] sealedSecret,
            @Nullable String newSecret) {
        @Override
        public String toString() {
            return "Prepared[" + client.id() + "]";
        }
    }

    /// @param members with `client_id`
    /// @throws dev.cardea.oauth.OAuthException `invalid_request`, naming what is wrong
    Prepared read(Map<String, Object> members, @Nullable StoredClient present) {
        var whole = new LinkedHashMap<>(members);
        String made = null;
        if (!whole.containsKey(SECRET) && needsSecret(whole)) {
            var kept = kept(present);
            if (kept == null) made = newSecret();
            whole.put(SECRET, kept == null ? made : kept);
        }
        var client = parsed(whole);
        checkReferences(client);
        var secret = client.credentials().secret();
        whole.remove(SECRET);
        whole.remove("client_id");
        return new Prepared(client, whole, secret == null ? null : secrets.seal(client.id(), secret), made);
    }

    private static boolean needsSecret(Map<String, Object> members) {
        return members.getOrDefault("token_endpoint_auth_method", "client_secret_basic") instanceof String method
                && method.startsWith("client_secret_");
    }

    private @Nullable String kept(@Nullable StoredClient present) {
        if (present == null || present.sealedSecret() == null) return null;
        return secrets.open(present.id(), present.sealedSecret()).orElse(null);
    }

    private Client parsed(Map<String, Object> members) {
        try {
            var document = Document.json(members);
            var client = settings.read(document.root());
            document.check();
            return client;
        } catch (InvalidSettings invalid) {
            throw Answer.mistaken(invalid);
        }
    }

    private void checkReferences(Client client) {
        var organization = client.organization();
        if (organization != null && organizations.find(organization).isEmpty())
            throw invalidRequest("organization " + organization + " is unknown");
        var told = client.told().roles();
        for (var role : Stream.concat(client.permissions().requiredRoles().stream(),
                told == null ? Stream.of() : told.stream()).toList())
            if (!BUILT_IN.contains(role) && organizations.findRole(role).isEmpty())
                throw invalidRequest("role " + role + " is unknown");
        for (var type : client.permissions().detailTypes())
            if (!detailTypes.names().contains(type))
                throw invalidRequest("authorization_details_types: " + type + " is not known");
    }

    private String newSecret() {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64Url.encode(bytes);
    }
}
