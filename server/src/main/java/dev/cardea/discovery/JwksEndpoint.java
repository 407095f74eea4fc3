package dev.cardea.discovery;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.jose.DecryptionKeys;
import dev.cardea.jose.KeyRing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// GET /.well-known/jwks.json (RFC 7517 §5): the keys that verify what this server signs, and those to encrypt with for
/// it. Public parts only.
public final class JwksEndpoint implements Endpoint {
    private final KeyRing keys;
    private final DecryptionKeys decryptionKeys;
    private volatile Document document = new Document(List.of(), List.of(), new byte[0]);

    /// Written once for as long as both lists stay the same.
    private record Document(List<JWK> signing, List<JWK> encrypting, byte[] json) {
        @SuppressWarnings("ReferenceEquality") // another list is another snapshot, which is all that counts
        boolean isOf(List<JWK> otherSigning, List<JWK> otherEncrypting) {
            return signing == otherSigning && encrypting == otherEncrypting;
        }
    }

    public JwksEndpoint(KeyRing keys, DecryptionKeys decryptionKeys) {
        this.keys = keys;
        this.decryptionKeys = decryptionKeys;
    }

    @Override
    public Response handle(Request request) {
        var signing = keys.published();
        var encrypting = decryptionKeys.published();
        var current = document;
        if (!current.isOf(signing, encrypting)) {
            var all = new JWKSet(Stream.concat(signing.stream(), encrypting.stream()).toList());
            current = new Document(signing, encrypting, all.toString(true).getBytes(StandardCharsets.UTF_8));
            document = current;
        }
        return Response.of(200, Response.JSON, current.json()).with("Cache-Control", "public, max-age=600");
    }
}
