package dev.cardea.registration;

import dev.cardea.client.Client;
import dev.cardea.http.Response;
import dev.cardea.jose.Encryption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a client is told about its registration (RFC 7591 §3.2.1, RFC 7592 §3): what it registered, and what holds for
/// what it left out.
final class ClientInformation {
    private final String registrationEndpoint;

    /// @param registrationEndpoint its address
    ClientInformation(String registrationEndpoint) {
        this.registrationEndpoint = registrationEndpoint;
    }

    Response answer(int status, ClientMetadata.Accepted accepted, @Nullable String softwareStatement, Instant issuedAt,
            String accessToken) {
        var client = accepted.client();
        var secret = client.credentials().secret();
        var answer = new LinkedHashMap<String, Object>();
        answer.put(ClientMetadata.ID, client.id().value());
        answer.put("client_id_issued_at", issuedAt.getEpochSecond());
        if (secret != null) {
            var expiry = client.credentials().secretExpiresAt();
            answer.put(ClientMetadata.SECRET, secret);
            answer.put(ClientMetadata.SECRET_EXPIRY, expiry == null ? 0 : expiry.getEpochSecond());
        }
        answer.put("registration_access_token", accessToken);
        answer.put("registration_client_uri", registrationEndpoint + "/" + client.id().value());
        accepted.document().forEach((name, value) -> {
            if (ClientMetadata.isRegistered(name)) answer.put(name, value);
        });
        if (softwareStatement != null) answer.put(SoftwareStatements.NAME, softwareStatement);
        putDefaults(answer, client);
        return Response.json(status, answer).with("Pragma", "no-cache");
    }

    private static void putDefaults(Map<String, Object> answer, Client client) {
        answer.putIfAbsent("redirect_uris", client.redirects().uris());
        answer.putIfAbsent("grant_types", new TreeSet<>(client.permissions().grantTypes()));
        answer.putIfAbsent("response_types", new TreeSet<>(client.permissions().responseTypes()));
        answer.putIfAbsent(ClientMetadata.METHOD, client.credentials().method());
        answer.putIfAbsent("application_type", "web");
        answer.putIfAbsent("scope", client.permissions().scope().toString());
        answer.putIfAbsent("subject_type", client.subject().sector() == null ? "public" : "pairwise");
        answer.putIfAbsent("id_token_signed_response_alg", client.tokens().idTokenAlg());
        answer.putIfAbsent("require_auth_time", client.sign().requireAuthTime());
        for (var name : new String[]{"id_token", "userinfo", "authorization", "introspection" })
            if (answer.containsKey(name + "_encrypted_response_alg"))
                answer.putIfAbsent(name + "_encrypted_response_enc", Encryption.USUAL_METHOD);
    }
}
