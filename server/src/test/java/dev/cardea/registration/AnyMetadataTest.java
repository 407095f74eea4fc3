package dev.cardea.registration;

import dev.cardea.TestCardea;
import dev.cardea.json.Json;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/// Whatever somebody sends as the metadata of a client is registered or refused, never a fault.
@Label("RFC 7591 §3.2 any metadata")
class AnyMetadataTest {
    private static final List<String> NAMES = List.of("redirect_uris", "token_endpoint_auth_method", "grant_types",
            "response_types", "client_name", "client_name#de", "client_uri", "logo_uri", "scope", "contacts", "jwks",
            "jwks_uri", "software_id", "application_type", "subject_type", "sector_identifier_uri",
            "id_token_signed_response_alg", "id_token_encrypted_response_alg", "id_token_encrypted_response_enc",
            "userinfo_signed_response_alg", "userinfo_encrypted_response_alg", "default_max_age", "require_auth_time",
            "default_acr_values", "initiate_login_uri", "request_uris", "post_logout_redirect_uris",
            "dpop_bound_access_tokens", "software_statement", "consent", "lifetimes", "client_id", "client_secret",
            "client_secret_expires_at", "backchannel_logout_uri", "frontchannel_logout_uri",
            "backchannel_logout_session_required", "request_object_signing_alg", "request_object_encryption_alg",
            "request_object_encryption_enc", "require_pushed_authorization_requests", "require_signed_request_object",
            "authorization_signed_response_alg", "authorization_encrypted_response_alg", "tls_client_auth_subject_dn",
            "tls_client_auth_san_ip", "tls_client_certificate_bound_access_tokens", "client_name#", "anything", "",
            "a.b", "a[0]");
    private static final List<Object> WORDS = List.of("https://app.example/cb", "http://127.0.0.1/cb", "code",
            "code id_token", "authorization_code", "refresh_token", "implicit", "none", "private_key_jwt",
            "client_secret_jwt", "tls_client_auth", "CN=a,,", "RS256", "ES256", "HS256", "ECDH-ES", "dir", "A128GCM",
            "pairwise", "public", "web",
            "native", "openid", "com.example.app:/cb", "https://", "https://[::1", "%", "a:b", "true", "0", "-1");
    private static TestCardea cardea;

    @BeforeContainer
    static void start() {
        cardea = new TestCardea("features: { dynamic_registration: open }\n"
                + "registration: { per_hour: 1000000, most_open_clients: 1000000 }\n");
    }

    @AfterContainer
    static void stop() {
        cardea.close();
    }

    @Provide
    Arbitrary<Map<String, Object>> metadata() {
        return Arbitraries.maps(Arbitraries.of(NAMES), value(2)).ofMaxSize(6).map(LinkedHashMap::new);
    }

    @Provide
    Arbitrary<Map<String, Object>> nearlyGood() {
        return Combinators.combine(Arbitraries.of(NAMES), value(2)).as((name, value) -> {
            var metadata = new LinkedHashMap<String, @Nullable Object>();
            metadata.put("redirect_uris", List.of(TestCardea.REDIRECT));
            metadata.put(name, value);
            return metadata;
        });
    }

    private static Arbitrary<Object> value(int depth) {
        var kinds = new ArrayList<Arbitrary<Object>>();
        kinds.add(Arbitraries.of(WORDS));
        kinds.add(Arbitraries.strings().ofMaxLength(12).map(text -> text));
        kinds.add(Arbitraries.of(true, false).map(flag -> flag));
        kinds.add(Arbitraries.longs().map(number -> number));
        kinds.add(Arbitraries.doubles().map(number -> number));
        if (depth > 0) {
            kinds.add(value(depth - 1).list().ofMaxSize(3).map(list -> list));
            kinds.add(Arbitraries.maps(Arbitraries.of("keys", "kty", "k", "x", "crv", "y", "n", "e", "access_token"),
                    value(depth - 1)).ofMaxSize(4).map(map -> map));
        }
        return Arbitraries.oneOf(kinds).injectNull(0.05);
    }

    @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
    void is_registered_or_refused(@ForAll("metadata") Map<String, Object> metadata) {
        check(TestRegistration.send(cardea, metadata));
    }

    @Property(tries = 400, shrinking = ShrinkingMode.BOUNDED)
    void that_is_nearly_good_is_registered_or_refused(@ForAll("nearlyGood") Map<String, Object> metadata) {
        check(TestRegistration.send(cardea, metadata));
    }

    @Property(tries = 100)
    void that_is_any_text_is_refused(@ForAll String body) {
        check(cardea.send("POST", "/oauth2/register", body, "Content-Type", "application/json"));
    }

    private static void check(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isIn(201, 400);
        var answer = Json.object(response.body());
        if (response.statusCode() == 400)
            assertThat(answer.get("error"))
                    .isIn("invalid_redirect_uri", "invalid_client_metadata", "invalid_software_statement");
        else
            assertThat(TestRegistration.manage(cardea, "GET", answer, null).statusCode()).isEqualTo(200);
    }
}
