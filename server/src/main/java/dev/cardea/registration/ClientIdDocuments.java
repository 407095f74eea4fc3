package dev.cardea.registration;

import dev.cardea.client.Client;
import dev.cardea.client.Clients;
import dev.cardea.client.Published;
import dev.cardea.json.Json;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.OAuthException;
import dev.cardea.outbound.Outbound;
import dev.cardea.registration.ClientMetadata.Identity;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Clients whose `client_id` is the address of a document with their metadata
/// (draft-ietf-oauth-client-id-metadata-document). They are not registered anywhere: whoever controls the address
/// controls the client.
public final class ClientIdDocuments implements Clients.Elsewhere {
    private static final int LONGEST = 10_240;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> METHODS = Set.of("none", "private_key_jwt");
    /// New addresses that this node asks in a minute: whoever sends requests here can make them up.
    private static final int NEW_IN_A_MINUTE = 100;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ClientMetadata metadata;
    private final Published<Client> published;
    private final InstantSource clock;
    private Instant minuteStart = Instant.EPOCH;
    private int asked;

    public ClientIdDocuments(ClientMetadata metadata, Outbound outbound, InstantSource clock) {
        this.metadata = metadata;
        this.published = new Published<>(outbound, "application/json", this::read, clock);
        this.clock = clock;
    }

    @Override
    public Optional<Client> find(ClientId id) {
        return address(id).filter(uri -> published.knows(uri) || mayAskAnother()).flatMap(published::current);
    }

    private synchronized boolean mayAskAnother() {
        var now = clock.instant();
        if (!now.isBefore(minuteStart.plus(MINUTE))) {
            minuteStart = now;
            asked = 0;
        }
        return ++asked <= NEW_IN_A_MINUTE;
    }

    /// Section 3: https, a path without dot segments, no fragment, no user name. Plain http only on this machine.
    private static Optional<URI> address(ClientId id) {
        try {
            var uri = new URI(id.value());
            var isPlain = uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && uri.getRawPath().startsWith("/")
                    && List.of(uri.getRawPath().split("/")).stream().noneMatch(Set.of(".", "..")::contains);
            return isPlain && isSafe(uri) ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    private static boolean isSafe(URI uri) {
        return "https".equals(uri.getScheme())
                || ("http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT)));
    }

    private Client read(URI address, Outbound.Fetched fetched) {
        if (fetched.body().length() > LONGEST) throw new IllegalArgumentException("the document is too long");
        var document = Json.object(fetched.body());
        if (!address.toString().equals(document.get(ClientMetadata.ID)))
            throw new IllegalArgumentException("its client_id is not its address");
        document.putIfAbsent(ClientMetadata.METHOD, "none");
        // Section 4.1: there is nobody to share a secret with.
        if (!METHODS.contains(String.valueOf(document.get(ClientMetadata.METHOD)))
                || document.containsKey(ClientMetadata.SECRET) || document.containsKey(ClientMetadata.SECRET_EXPIRY))
            throw new IllegalArgumentException("only none and private_key_jwt can authenticate such a client");
        nameTheHost(document, address);
        try {
            return metadata.read(document, new Identity(new ClientId(address.toString()), null, 0, true, Map.of()))
                    .client();
        } catch (OAuthException e) {
            throw new IllegalArgumentException(e.error().description(), e);
        }
    }

    /// People are shown whose client it is (section 6), not who it says it is.
    private static void nameTheHost(Map<String, Object> document, URI address) {
        document.keySet().removeIf(name -> name.startsWith("client_uri#"));
        document.put("client_uri", address.getScheme() + "://" + address.getRawAuthority() + "/");
    }
}
