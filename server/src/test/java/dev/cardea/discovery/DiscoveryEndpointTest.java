package dev.cardea.discovery;

import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.TestJwks;
import dev.cardea.oauth.AcrValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.ISSUER;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("OpenID Connect Discovery 1.0 §3, §4 and RFC 8414 §2, §3")
class DiscoveryEndpointTest {
    private static final String OPENID = "/.well-known/openid-configuration";
    private static final String OAUTH = "/.well-known/oauth-authorization-server";
    private static TestCardea cardea;
    private static Map<String, Object> document;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(
                TestCardea.client("every",
                        "scope: openid address email phone profile roles groups organization offline_access offline, "
                                + "grant_types: [authorization_code, implicit], response_types: [code, token, id_token, "
                                + "id_token token, code token, code id_token, code id_token token]"));
        document = json(cardea.get(OPENID));
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    @SuppressWarnings("unchecked")
    private static List<String> listed(String name) {
        return (List<String>) document.get(name);
    }

    @Test
    void is_metadata_that_others_understand() throws Exception {
        var metadata = OIDCProviderMetadata.parse(cardea.get(OPENID).body());
        assertThat(metadata.getIssuer()).hasToString(ISSUER);
        assertThat(metadata.supportsClaimsParam()).isTrue();
        assertThat(metadata.supportsRequestURIParam()).isTrue();
        assertThat(metadata.requiresRequestURIRegistration()).isTrue();
        AuthorizationServerMetadata.parse(cardea.get(OAUTH).body());
        assertThat(cardea.get(OAUTH).body()).isEqualTo(cardea.get(OPENID).body());
    }

    @Test
    void has_what_is_required() { // Discovery §3
        assertThat(document).containsKeys("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri",
                "response_types_supported", "subject_types_supported", "id_token_signing_alg_values_supported");
        assertThat(listed("id_token_signing_alg_values_supported")).contains("RS256");
        assertThat(document.values()).doesNotContainNull().doesNotContain(List.of()); // RFC 8414 §2: no empty arrays
    }

    @ParameterizedTest
    @ValueSource(strings = {OPENID, OAUTH })
    void answers_to_everybody(String path) { // Discovery §4.2
        var response = cardea.get(path);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json;charset=UTF-8");
        assertThat(response.headers().firstValue("Cache-Control").orElse("")).contains("max-age=");
        assertThat(cardea.send("HEAD", path, "").statusCode()).isEqualTo(200);
        assertThat(cardea.post(path, Map.of()).statusCode()).isEqualTo(405);
    }

    @Test
    void names_addresses_that_answer() {
        var addresses = document.keySet()
                .stream()
                .filter(name -> name.endsWith("_endpoint") || name.endsWith("_uri"))
                .collect(Collectors.toMap(name -> name, name -> (String) document.get(name)));
        assertThat(addresses).hasSizeGreaterThanOrEqualTo(7);
        addresses.forEach((name, address) -> {
            assertThat(address).startsWith(ISSUER + "/");
            var path = address.substring(ISSUER.length());
            var posted = List.of("token_endpoint", "introspection_endpoint", "revocation_endpoint",
                    "pushed_authorization_request_endpoint", "device_authorization_endpoint",
                    "backchannel_authentication_endpoint").contains(name);
            var response = posted ? cardea.post(path, Map.of()) : cardea.get(path);
            assertThat(response.statusCode()).as(name).isNotIn(404, 405).isLessThan(500);
        });
    }

    @Test
    void lists_grant_types_that_are_served() {
        assertThat(listed("grant_types_supported")).containsExactlyInAnyOrder("authorization_code", "refresh_token",
                "client_credentials", "implicit",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "urn:ietf:params:oauth:grant-type:device_code",
                "urn:openid:params:grant-type:ciba");
        var atTheTokenEndpoint = listed("grant_types_supported").stream().filter(type -> !type.equals("implicit"));
        for (var type : atTheTokenEndpoint.toList())
            assertThat(json(cardea.token(Map.of("grant_type", type))).get("error"))
                    .isNotEqualTo("unsupported_grant_type");
    }

    @Test
    void lists_response_types_and_modes_that_are_served() {
        for (var type : listed("response_types_supported"))
            for (var mode : listed("response_modes_supported")) {
                var response = cardea.browser()
                        .authorize(request("client_id", "every", "response_type", type,
                                "response_mode", mode), ALICE, PASSWORD);
                var text = response.body() + response.headers().firstValue("Location").orElse("");
                if (mode.startsWith("query") && !type.equals("code")) {
                    assertThat(text).contains("error=invalid_request");
                    continue;
                }
                assertThat(text).as(type + " by " + mode)
                        .doesNotContain("error=")
                        .contains(mode.endsWith("jwt") ? "response" : type.substring(type.lastIndexOf(' ') + 1));
                assertThat(response.statusCode()).isEqualTo(mode.startsWith("form_post") ? 200 : 303);
                if (mode.startsWith("fragment")) assertThat(TestBrowser.location(response)).contains("#");
            }
    }

    @Test
    void lists_scopes_that_are_granted() {
        var scopes = String.join(" ", listed("scopes_supported"));
        var granted = (String) cardea.tokensOf("every", "scope", scopes).get("scope");
        assertThat(Set.of(granted.split(" "))).containsExactlyInAnyOrderElementsOf(listed("scopes_supported"));
        assertThat(listed("scopes_supported")).contains("openid");
    }

    @Test
    void lists_the_algorithms_of_the_published_keys() {
        var published = TestJwks.of(cardea).signing().stream().map(key -> key.getAlgorithm().getName()).toList();
        assertThat(listed("id_token_signing_alg_values_supported")).containsExactlyInAnyOrderElementsOf(published);
        assertThat(listed("userinfo_signing_alg_values_supported")).containsAll(published)
                .contains("none")
                .hasSize(
                        published.size() + 1);
    }

    @Test
    void lists_ways_of_authentication_per_endpoint() {
        var methods = List.of("client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt");
        var withNone = new ArrayList<>(methods);
        withNone.add("none");
        assertThat(listed("token_endpoint_auth_methods_supported")).containsExactlyInAnyOrderElementsOf(withNone);
        assertThat(listed("revocation_endpoint_auth_methods_supported")).containsExactlyInAnyOrderElementsOf(withNone);
        assertThat(listed("introspection_endpoint_auth_methods_supported"))
                .containsExactlyInAnyOrderElementsOf(methods);
        for (var endpoint : List.of("token", "revocation", "introspection"))
            assertThat(new TreeSet<>(listed(endpoint + "_endpoint_auth_signing_alg_values_supported")))
                    .containsExactlyInAnyOrder("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384",
                            "ES512", "EdDSA", "HS256", "HS384", "HS512"); // RFC 8414 §2: never none
    }

    @Test
    void lists_the_acr_that_a_sign_in_has() {
        var acr = claims(cardea.tokensOf("every").get("id_token")).get("acr");
        assertThat(listed("acr_values_supported")).startsWith(String.valueOf(acr))
                .containsExactlyElementsOf(AcrValues.OFFERED);
    }

    @Test
    void lists_claims_that_are_given() {
        var tokens = cardea.tokensOf("every", "scope", "openid profile email");
        var given = new TreeSet<>(claims(tokens.get("id_token")).keySet());
        given.addAll(json(cardea.userinfo(tokens.get("access_token"))).keySet());
        given.remove("at_hash"); // says something of the token, not of the person
        assertThat(listed("claims_supported")).containsAll(given).doesNotHaveDuplicates();
    }

    @Test
    void lists_prompts_and_languages_that_are_understood() {
        for (var prompt : listed("prompt_values_supported")) {
            var response = cardea.browser()
                    .get("/oauth2/auth?" + TestBrowser.encode(
                            request("client_id", "every", "prompt", prompt)));
            assertThat(TestBrowser.location(response)).as(prompt).doesNotContain("invalid_request");
        }
        for (var language : listed("ui_locales_supported")) {
            var browser = cardea.browser();
            var page = browser.follow(browser.get("/oauth2/auth?" + TestBrowser.encode(
                    request("client_id", "every", "ui_locales", language))));
            assertThat(page.body()).contains("<html lang=\"" + language + "\"");
        }
    }

    @Test
    void promises_the_issuer_in_answers() { // RFC 9207 §3
        assertThat(document).containsEntry("authorization_response_iss_parameter_supported", true);
        assertThat(TestBrowser.answer(cardea.browser().authorize(request("client_id", "every"), ALICE, PASSWORD)))
                .containsEntry("iss", ISSUER);
    }

    @Test
    void keeps_an_issuer_with_a_slash_byte_for_byte() { // Discovery §4.3
        var issuer = ISSUER + "/";
        try (var other = TestCardea.at(issuer)) {
            var metadata = json(other.get(OPENID));
            assertThat(metadata).containsEntry("issuer", issuer)
                    .containsEntry("token_endpoint", ISSUER + "/oauth2/token")
                    .containsEntry("jwks_uri", ISSUER + "/.well-known/jwks.json");
            var answer = TestBrowser.answer(other.browser().authorize(request(), ALICE, PASSWORD));
            assertThat(answer).containsEntry("iss", issuer);
            var tokens = json(other.redeem(answer.get("code")));
            assertThat(claims(tokens.get("id_token"))).containsEntry("iss", issuer);
            assertThat(claims(tokens.get("access_token"))).containsEntry("iss", issuer).containsEntry("aud", issuer);
            assertThat(other.userinfo(tokens.get("access_token")).statusCode()).isEqualTo(200);
            assertThat(json(other.post("/oauth2/introspect", Map.of("token", (String) tokens.get("access_token")),
                    "Authorization", basic("app", SECRET)))).containsEntry("iss", issuer);
        }
    }
}
