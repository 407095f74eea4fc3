package dev.cardea.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.cardea.TestCardea;
import dev.cardea.TestSite;
import dev.cardea.store.Race;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.BOB;
import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.client;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("RFC 7523 §2.1 assertions as authorization grants")
class JwtBearerTest {
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final String GRANTS = "grant_types: ['" + GRANT
            + "'], response_types: [], scope: openid email orders";
    private static final String TRUSTED = """
              - { issuer: '%s', %s, subject: %s, organization: acme, clients: [partner, picky], scope: openid orders offline_access }
            """;
    private static ECKey key;
    private static TestSite site;
    private static TestCardea cardea;

    @BeforeAll
    static void start() throws Exception {
        key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        site = new TestSite();
        var jwks = new JWKSet(key.toPublicJWK());
        cardea = new TestCardea(client("partner", GRANTS) + client("stranger", GRANTS)
                + client("picky", GRANTS + ", required_roles: [administrator]")
                + "assertion_issuers:\n"
                + TRUSTED.formatted("https://sub.example", "jwks: " + jwks, "sub")
                + TRUSTED.formatted("https://mail.example",
                        "jwks_uri: '" + site.publish("/jwks", jwks.toString()) + "'", "email")
                + "resources: [{ resource: 'urn:open', open: true }, { resource: 'urn:closed' }]\n"
                + TestSite.REACHABLE);
    }

    @AfterAll
    static void stop() {
        cardea.close();
        site.close();
    }

    private static Map<String, Object> good() {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", "https://sub.example");
        claims.put("sub", cardea.user(ALICE).id().value());
        claims.put("aud", TestCardea.ISSUER);
        claims.put("exp", cardea.clock.instant().getEpochSecond() + 60);
        claims.put("jti", UUID.randomUUID().toString());
        return claims;
    }

    private static Map<String, Object> byEmail(String email) {
        var claims = good();
        claims.putAll(Map.of("iss", "https://mail.example", "sub", "whoever", "email", email));
        return claims;
    }

    private static String signed(Map<String, Object> claims, ECKey by) {
        try {
            var jws = new JWSObject(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k").build(), new Payload(claims));
            jws.sign(new ECDSASigner(by));
            return jws.serialize();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static HttpResponse<String> present(String client, String assertion, String... scope) {
        var form = new LinkedHashMap<>(Map.of("grant_type", GRANT, "assertion", assertion));
        if (scope.length > 0) form.put("scope", scope[0]);
        return cardea.tokenAs(client, form);
    }

    private static HttpResponse<String> present(Map<String, Object> claims) {
        return present("partner", signed(claims, key));
    }

    private static void assertRefused(HttpResponse<String> response, String error) {
        assertThat(json(response)).containsEntry("error", error).doesNotContainKey("access_token");
        assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void give_an_access_token_and_nothing_else() { // RFC 7521 §4.1
        var answer = json(present(good()));
        assertThat(answer).containsOnlyKeys("access_token", "token_type", "expires_in", "scope")
                .containsEntry("scope", "openid orders");
        assertThat(claims(answer.get("access_token"))).containsEntry("client_id", "partner")
                .containsEntry("sub", cardea.user(ALICE).id().value())
                .doesNotContainKeys("auth_time", "amr", "act");
        assertThat(cardea.userinfo(answer.get("access_token")).statusCode()).isEqualTo(200);
    }

    @Test
    void may_be_for_one_resource() { // RFC 8707 §2
        var form = new LinkedHashMap<>(Map.of("grant_type", GRANT, "assertion", signed(good(), key)));
        for (var other : List.of("urn:closed", "closed", "urn:open#a")) {
            form.put("resource", other);
            assertRefused(cardea.tokenAs("partner", form), "invalid_target");
        }
        form.put("resource", "urn:open"); // the assertion is still good
        assertThat(claims(json(cardea.tokenAs("partner", form)).get("access_token"))).containsEntry("aud", "urn:open");
    }

    @Test
    void may_name_the_account_by_its_address() {
        assertThat(claims(json(present(byEmail("Alice@ACME.example"))).get("access_token")))
                .containsEntry("sub", cardea.user(ALICE).id().value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody@acme.example", "alice", BOB, "" })
    void refuse_an_address_of_no_account_of_the_organization(String email) { // Bob belongs to none
        assertRefused(present(byEmail(email)), "invalid_grant");
    }

    @Test
    void refuse_an_address_that_is_missing_or_not_verified() {
        var claims = byEmail(ALICE);
        claims.put("email_verified", false);
        assertRefused(present(claims), "invalid_grant");
        claims.keySet().removeAll(List.of("email", "email_verified"));
        assertRefused(present(claims), "invalid_grant");
    }

    @Test
    void are_taken_for_the_token_endpoint_too() { // §3 item 3
        var claims = good();
        claims.put("aud", List.of("https://elsewhere.example", TestCardea.ISSUER + "/oauth2/token"));
        assertThat(present(claims).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "sub", "aud", "exp" })
    void refuse_one_without(String claim) { // §3 items 1 to 4
        var claims = good();
        claims.remove(claim);
        assertRefused(present(claims), "invalid_grant");
    }

    @ParameterizedTest
    @CsvSource({
            "iss, https://other.example", "iss, https://sub.example/", "sub, nobody", "sub, alice@acme.example",
            "aud, https://other.example", "aud, http://localhost:8080/", "aud, http://localhost:8080/oauth2/par",
            "exp, soon", "nbf, now", "iat, now"
    })
    void refuse_one_with_another(String claim, String value) {
        var claims = good();
        claims.put(claim, value);
        assertRefused(present(claims), "invalid_grant");
    }

    @ParameterizedTest
    @CsvSource({"exp, -10", "exp, -3600", "exp, 3700", "exp, 1e9", "nbf, 30", "iat, 30" })
    void refuse_one_of_another_time(String claim, double seconds) {
        var claims = good();
        claims.put(claim, cardea.clock.instant().getEpochSecond() + seconds);
        assertRefused(present(claims), "invalid_grant");
    }

    @Test
    void refuse_what_the_issuer_has_not_signed() throws Exception { // §3 item 9
        assertRefused(present("partner", signed(good(), new ECKeyGenerator(Curve.P_256).keyID("k").generate())),
                "invalid_grant");
        var parts = signed(good(), key).split("\\.", -1);
        assertRefused(present("partner", parts[0] + "." + parts[1] + "."), "invalid_grant");
        assertRefused(present("partner", "nonsense"), "invalid_grant");
        assertRefused(present("partner", ""), "invalid_request");
    }

    @Test
    void are_taken_once() { // §3 item 7
        var assertion = signed(good(), key);
        assertThat(present("partner", assertion).statusCode()).isEqualTo(200);
        assertRefused(present("partner", assertion), "invalid_grant");
    }

    @Test
    void are_taken_once_at_the_same_time() throws InterruptedException {
        var assertion = signed(good(), key);
        assertThat(Race.of(() -> present("partner", assertion).statusCode())).containsOnlyOnce(200);
    }

    @Test
    void are_not_spent_by_a_mistake_in_scope() {
        var assertion = signed(good(), key);
        for (var scope : List.of("email", "offline_access", "orders admin"))
            assertRefused(present("partner", assertion, scope), "invalid_scope");
        assertThat(json(present("partner", assertion, "orders"))).containsEntry("scope", "orders");
    }

    @Test
    void refuse_clients_that_are_not_listed() {
        assertRefused(present("stranger", signed(good(), key)), "invalid_grant");
        assertRefused(present("picky", signed(good(), key)), "invalid_grant"); // the role is missing
        assertRefused(present("machine", signed(good(), key)), "unauthorized_client");
        assertThat(cardea.post("/oauth2/token", Map.of("grant_type", GRANT, "assertion", signed(good(), key)))
                .statusCode()).isIn(400, 401);
    }

    @Test
    void give_tokens_that_can_be_revoked() {
        var token = json(present(good())).get("access_token");
        cardea.post("/oauth2/revoke", Map.of("token", token.toString()), "Authorization", basic("partner", SECRET));
        assertThat(cardea.userinfo(token).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "issuer: a, organization: acme, clients: [app] | jwks: is missing",
            "issuer: a, jwks_uri: 'https://a.example/', organization: acme | clients: is empty",
            "issuer: a, jwks_uri: 'https://a.example/', clients: [app] | organization: is missing",
            "jwks_uri: 'https://a.example/', organization: acme, clients: [app] | issuer: is missing",
    })
    void have_no_defaults(String settings, String mistake) {
        assertThatThrownBy(() -> new TestCardea("assertion_issuers:\n  - { " + settings + " }\n"))
                .hasMessageContaining(mistake);
    }
}
