package dev.cardea.introspection;

import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import dev.cardea.TestCardea;
import dev.cardea.TestJwks;
import dev.cardea.jose.Providers;
import dev.cardea.json.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.ISSUER;
import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("RFC 9701 JWT answers of introspection")
class SignedIntrospectionTest {
    private static final String JWT = "application/token-introspection+jwt";
    private static final Map<String, Object> INACTIVE = Map.of("active", false);
    private static final String SERVER = "grant_types: [client_credentials], response_types: []";
    private static RSAKey rsa;
    private static TestCardea cardea;
    private static String token;

    @BeforeAll
    static void start() throws Exception {
        rsa = new RSAKeyGenerator(2048).provider(Providers.fastest())
                .keyUse(KeyUse.ENCRYPTION)
                .keyID("rsa-enc")
                .generate();
        cardea = new TestCardea(TestCardea.client("web", "audience: [api, signed, sealed, secret]")
                + TestCardea.client("api", SERVER)
                + TestCardea.client("signed", SERVER + ", introspection_signed_response_alg: ES256")
                + TestCardea.client("sealed", SERVER + ", introspection_encrypted_response_alg: RSA-OAEP-256, jwks: '"
                        + new JWKSet(rsa) + "'")
                + TestCardea.client("secret", SERVER + ", introspection_encrypted_response_alg: dir,"
                        + " introspection_encrypted_response_enc: A256GCM")
                + "features: { dynamic_registration: open }\n");
        token = (String) cardea.tokensOf("web", "scope", "openid email").get("access_token");
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static HttpResponse<String> ask(String caller, String asked, String... accept) {
        var headers = new java.util.ArrayList<>(List.of("Authorization", basic(caller, SECRET)));
        for (var type : accept) headers.addAll(List.of("Accept", type));
        return cardea.post("/oauth2/introspect", Map.of("token", asked), headers.toArray(String[]::new));
    }

    private static Map<String, Object> signed(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue(JWT);
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        return verified(response.body());
    }

    private static Map<String, Object> verified(String jwt) {
        try {
            var parsed = SignedJWT.parse(jwt);
            assertThat(parsed.getHeader().getType()).hasToString("token-introspection+jwt"); // §5, §8.1
            assertThat(TestJwks.of(cardea).verifies(parsed)).isTrue();
            return claims(jwt);
        } catch (java.text.ParseException e) {
            throw new AssertionError(jwt, e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> inside(Map<String, Object> claims) {
        return (Map<String, Object>) claims.get("token_introspection");
    }

    @Test
    void are_sent_to_whoever_asks_for_them() { // §4, §5
        var answer = signed(ask("api", token, JWT));
        assertThat(answer).containsOnlyKeys("iss", "aud", "iat", "token_introspection")
                .containsEntry("iss", ISSUER)
                .containsEntry("aud", "api")
                .containsEntry("iat", (int) cardea.clock.instant().getEpochSecond());
        assertThat(inside(answer)).isEqualTo(json(ask("api", token)));
        assertThat(inside(answer)).containsEntry("active", true).containsKeys("sub", "exp", "client_id", "scope");
    }

    @Test
    void are_signed_as_the_client_is_registered() throws Exception { // §6
        assertThat(SignedJWT.parse(ask("api", token, JWT).body()).getHeader().getAlgorithm()).hasToString("RS256");
        assertThat(SignedJWT.parse(ask("signed", token, JWT).body()).getHeader().getAlgorithm()).hasToString("ES256");
    }

    @Test
    void are_sent_to_a_client_registered_for_them_unless_it_names_json() { // §6
        assertThat(inside(signed(ask("signed", token)))).containsEntry("active", true);
        assertThat(inside(signed(ask("signed", token, "*/*")))).containsEntry("active", true);
        assertThat(json(ask("signed", token, "application/json"))).containsEntry("active", true);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "application/token-introspection+jwt, application/json | true",
            "application/json;q=0.9, Application/Token-Introspection+JWT | true",
            "text/html, application/token-introspection+jwt;q=0.5 | true",
            "application/token-introspection+jwt;q=0.5, application/json | false",
            "application/token-introspection+jwt;q=0 | false",
            "application/jwt | false",
            "application/* | false",
            "application/token-introspection+jwts | false" })
    void go_by_what_is_wanted_most(String accept, boolean jwt) { // RFC 9110 §12.5.1
        var type = ask("api", token, accept).headers().firstValue("Content-Type").orElse("");
        assertThat(type.startsWith(JWT)).isEqualTo(jwt);
        assertThat(type.startsWith("application/json")).isEqualTo(!jwt);
    }

    @Test
    void are_nested_where_they_are_encrypted() throws Exception { // §5, §6
        var response = ask("sealed", token, JWT);
        assertThat(response.headers().firstValue("Content-Type")).hasValue(JWT);
        var jwe = JWEObject.parse(response.body());
        assertThat(jwe.getHeader().getContentType()).isEqualTo("JWT");
        assertThat(jwe.getHeader().getEncryptionMethod()).hasToString("A128CBC-HS256");
        jwe.decrypt(new RSADecrypter(rsa));
        var answer = verified(jwe.getPayload().toString());
        assertThat(answer).containsEntry("aud", "sealed");
        assertThat(inside(answer)).containsEntry("active", true);
        var other = JWEObject.parse(ask("secret", token).body());
        other.decrypt(new DirectDecrypter(Arrays.copyOf(MessageDigest.getInstance("SHA-256")
                .digest(SECRET.getBytes(StandardCharsets.UTF_8)), 32)));
        assertThat(verified(other.getPayload().toString())).containsEntry("aud", "secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json, application/token-introspection+jwt;q=0.1" })
    void are_never_json_where_they_are_to_be_encrypted(String accept) { // §8.2
        var response = ask("sealed", token, accept);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response)).containsEntry("error", "invalid_request").doesNotContainKey("active");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "at_AAAA", "eyJhbGciOiJub25lIn0.e30." })
    void say_nothing_more_of_a_dead_token_than_that(String text) { // §5
        assertThat(inside(signed(ask("api", text, JWT)))).isEqualTo(INACTIVE);
    }

    @Test
    void say_nothing_of_a_token_that_is_for_others() { // §5, §8.2
        assertThat(inside(signed(ask("machine", token, JWT)))).isEqualTo(INACTIVE);
        var forNobodyElse = (String) cardea.tokensOf("app", "scope", "openid email").get("access_token");
        assertThat(inside(signed(ask("api", forNobodyElse, JWT)))).isEqualTo(INACTIVE);
    }

    @Test
    void are_for_clients_that_authenticate() { // §5
        for (var form : List.of(Map.of("token", token), Map.of("token", token, "client_id", "spa"),
                Map.of("token", token, "client_id", "app"))) {
            var response = cardea.post("/oauth2/introspect", form, "Accept", JWT);
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(json(response)).containsEntry("error", "invalid_request");
        }
        var wrong = cardea.post("/oauth2/introspect", Map.of("token", token), "Accept", JWT, "Authorization",
                basic("api", "wrong-secret-0123456789"));
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(json(wrong)).containsEntry("error", "invalid_client");
    }

    @Test
    void are_no_access_tokens_and_no_hints() { // §8.1
        var jwt = ask("api", token, JWT).body();
        assertThat(cardea.userinfo(jwt).statusCode()).isEqualTo(401);
        assertThat(json(ask("api", jwt))).isEqualTo(INACTIVE);
        assertThat(cardea.signedIn(TestCardea.ALICE)
                .open(TestCardea.request("id_token_hint", jwt))
                .headers()
                .firstValue("Location")
                .orElse("")).contains("error=invalid_request");
    }

    @Test
    void can_be_registered_for() { // §6
        var registered = register("introspection_signed_response_alg", "PS256", "introspection_encrypted_response_alg",
                "dir");
        assertThat(registered.statusCode()).as(registered.body()).isEqualTo(201);
        assertThat(json(registered)).containsEntry("introspection_signed_response_alg", "PS256")
                .containsEntry("introspection_encrypted_response_alg", "dir")
                .containsEntry("introspection_encrypted_response_enc", "A128CBC-HS256");
        var id = (String) json(registered).get("client_id");
        var answer = cardea.post("/oauth2/introspect", Map.of("token", "x"), "Authorization",
                basic(id, (String) json(registered).get("client_secret")));
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(JWT);
        assertThat(answer.body().split("\\.")).hasSize(5);
    }

    @Test
    void cannot_be_registered_for_without_a_key_or_a_signature() { // §6
        for (var metadata : List.of(List.of("introspection_signed_response_alg", "none"),
                List.of("introspection_signed_response_alg", "HS256"),
                List.of("introspection_encrypted_response_alg", "RSA1_5"),
                List.of("introspection_encrypted_response_alg", "ECDH-ES"),
                List.of("introspection_encrypted_response_enc", "A256GCM"))) {
            var refused = register(metadata.toArray(String[]::new));
            assertThat(refused.statusCode()).as(metadata.toString()).isEqualTo(400);
            assertThat(json(refused)).containsEntry("error", "invalid_client_metadata");
        }
        assertThatThrownBy(() -> new TestCardea(
                TestCardea.client("api", SERVER + ", introspection_encrypted_response_enc: A256GCM")))
                .hasMessageContaining("introspection_encrypted_response_alg");
    }

    private static HttpResponse<String> register(String... more) {
        var metadata = new java.util.LinkedHashMap<String, Object>(
                Map.of("redirect_uris", List.of(TestCardea.REDIRECT)));
        for (int i = 0; i < more.length; i += 2) metadata.put(more[i], more[i + 1]);
        return cardea.send("POST", "/oauth2/register", Json.text(metadata), "Content-Type", "application/json");
    }

    @Test
    void are_announced() { // §7
        var metadata = json(cardea.get("/.well-known/openid-configuration"));
        assertThat(metadata).containsEntry("introspection_signing_alg_values_supported",
                metadata.get("id_token_signing_alg_values_supported"));
    }
}
