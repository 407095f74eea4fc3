package dev.cardea.client;

import dev.cardea.http.Request;
import dev.cardea.oauth.ClientId;
import java.util.Optional;

/// `client_secret_post` (RFC 6749 §2.3.1): id and secret in the body.
public final class ClientSecretPost implements ClientAuthMethod {
    @Override
    public String name() {
        return "client_secret_post";
    }

    @Override
    public Optional<Credential> detect(Request request) {
        var form = request.form();
        return form.get("client_secret")
                .map(secret -> new ClientSecret(new ClientId(form.require("client_id")), secret));
    }
}
