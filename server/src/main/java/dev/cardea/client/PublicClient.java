package dev.cardea.client;

import dev.cardea.http.Request;
import dev.cardea.oauth.ClientId;
import java.util.Optional;

/// `none`: a public client says who it is and proves nothing (RFC 6749 §2.1); PKCE protects its codes.
public final class PublicClient implements ClientAuthMethod {
    @Override
    public String name() {
        return "none";
    }

    @Override
    public Optional<Credential> detect(Request request) {
        var form = request.form();
        var authenticates = request.header("Authorization").isPresent()
                || form.get("client_secret").isPresent()
                || form.get("client_assertion").isPresent();
        return authenticates ? Optional.empty() : form.get("client_id").map(ClientId::new).map(Named::new);
    }

    @Override
    public boolean isMeantByRegistration() {
        return true;
    }

    private record Named(ClientId claimedClient) implements Credential {
        @Override
        public boolean proves(Client client) {
            return client.isPublic();
        }
    }
}
