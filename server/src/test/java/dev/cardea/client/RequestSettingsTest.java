package dev.cardea.client;

import dev.cardea.config.Document;
import dev.cardea.config.InvalidSettings;
import dev.cardea.oauth.ResponseType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@DisplayName("RFC 9101 §10.5, RFC 9126 §6 and OIDC Registration §2: how a client says that its requests come")
class RequestSettingsTest {
    private static final String APP = """
            client_id: app
            client_secret: a-secret-of-32-characters-or-more
            redirect_uris: [https://app.example/cb]
            """;
    private static final String KEY = "jwks: '" + TestKey.es256().jwks() + "'\n";

    private static Client.Requests read(String settings) {
        var document = Document.yaml(APP + settings, Path.of(""), Map.of());
        var client = new ClientSettings(Lifetimes.DEFAULTS, List.of("RS256"), List.of(ResponseType.values()))
                .read(document.root());
        document.check();
        return client.requests();
    }

    @Test
    void are_plain_unless_said() {
        assertThat(read("")).isEqualTo(new Client.Requests(null, false, false, Set.of(), List.of()));
    }

    @Test
    void are_read_as_registered() {
        assertThat(read(KEY + """
                request_object_signing_alg: ES256
                require_signed_request_object: true
                require_pushed_authorization_requests: true
                response_modes: [jwt, form_post]
                request_object_encryption_alg: RSA-OAEP-256
                request_object_encryption_enc: A256GCM
                request_uris: ["https://app.example/r.jwt#h", "http://127.0.0.1:9000/r"]
                """)).isEqualTo(new Client.Requests("ES256", true, true, Set.of("jwt", "form_post"),
                List.of("https://app.example/r.jwt#h", "http://127.0.0.1:9000/r")));
        assertThat(read("request_object_signing_alg: none").objectAlg()).isEqualTo("none");
        assertThat(read("request_object_signing_alg: HS256").objectAlg()).isEqualTo("HS256");
    }

    private static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments("request_object_signing_alg: RS1", "is not known"),
                arguments("request_object_signing_alg: NONE", "is not known"),
                arguments("request_object_signing_alg: ES256", "needs a public key"),
                arguments("request_object_signing_alg: HS512", "needs a client_secret of 64"),
                arguments("require_signed_request_object: true", "needs a public key"),
                arguments("request_object_signing_alg: none\nrequire_signed_request_object: true", "is none, but"),
                arguments("request_object_encryption_alg: RSA1_5", "is not known"),
                arguments("request_object_encryption_alg: dir", "is not known"),
                arguments("request_object_encryption_enc: A128GCM", "is set without"),
                arguments("request_uris: [\"http://app.example/r\"]", "is not https"),
                arguments("request_uris: [\"file:///etc/passwd\"]", "is no web address"),
                arguments("request_uris: [\"https://a@app.example/r\"]", "has a user name"),
                arguments("request_uris: [\"r.jwt\"]", "is not absolute"),
                arguments("request_uris: [\"urn:ietf:params:oauth:request_uri:x\"]", "is no web address"),
                arguments("request_uris: [\"https://app.example/" + "r".repeat(500) + "\"]", "is longer than 512"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void are_refused_where_they_cannot_be(String settings, String problem) {
        assertThatThrownBy(() -> read(settings)).isInstanceOf(InvalidSettings.class).hasMessageContaining(problem);
    }
}
