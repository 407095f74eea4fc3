package dev.cardea.registration;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.cardea.TestCardea;
import dev.cardea.store.Race;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.json;
import static dev.cardea.registration.TestRegistration.assertRefused;
import static dev.cardea.registration.TestRegistration.initialToken;
import static dev.cardea.registration.TestRegistration.manage;
import static dev.cardea.registration.TestRegistration.metadata;
import static dev.cardea.registration.TestRegistration.send;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 7591 §3 initial access tokens, §2.3 software statements")
class InitialAccessTokenTest {
    private static ECKey key;
    private static ECKey stranger;
    private static TestCardea cardea;

    @BeforeAll
    static void start() throws Exception {
        key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        stranger = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        cardea = new TestCardea("features: { dynamic_registration: token }\nregistration:\n"
                + "  software_statement_issuers:\n    - { issuer: https://store.example, jwks: '{\"keys\":["
                + key.toPublicJWK().toJSONString() + "]}' }\n");
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static HttpResponse<String> register(String token, Object... overrides) {
        return send(cardea, metadata(overrides), "Authorization", "Bearer " + token);
    }

    @Test
    void are_demanded() {
        for (var response : List.of(send(cardea, metadata()), register("nonsense"),
                send(cardea, metadata(), "Authorization", "Basic x"))) {
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Bearer ");
        }
    }

    @Test
    void are_good_for_as_many_clients_as_they_say() {
        var token = initialToken(cardea, 2);
        assertThat(register(token).statusCode()).isEqualTo(201);
        assertThat(register(token).statusCode()).isEqualTo(201);
        assertThat(register(token).statusCode()).isEqualTo(401);
    }

    @Test
    void are_not_spent_by_a_mistake() {
        var token = initialToken(cardea, 1);
        assertThat(register(token, "redirect_uris", List.of("x")).statusCode()).isEqualTo(400);
        assertThat(register(token).statusCode()).isEqualTo(201);
    }

    @Test
    void expire() {
        var token = initialToken(cardea, 1);
        cardea.clock.advance(Duration.ofHours(1));
        assertThat(register(token).statusCode()).isEqualTo(401);
    }

    @Test
    void let_one_of_many_concurrent_registrations_succeed() throws InterruptedException {
        var token = initialToken(cardea, 1);
        assertThat(Race.of(() -> register(token).statusCode())).containsOnly(201, 401)
                .filteredOn(status -> status == 201)
                .hasSize(1);
    }

    @Test
    void open_what_others_may_not_have() {
        var response = register(initialToken(cardea, 1), "scope", "orders", "grant_types",
                List.of("client_credentials"), "response_types", List.of(), "redirect_uris", null);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        assertRefused(register(initialToken(cardea, 1), "consent", "first_party"), "invalid_client_metadata",
                "consent");
    }

    private static String statement(ECKey signer, String issuer, Map<String, Object> claims) throws Exception {
        var set = new JWTClaimsSet.Builder().issuer(issuer);
        claims.forEach(set::claim);
        var jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k").build(), set.build());
        jwt.sign(new ECDSASigner(signer));
        return jwt.serialize();
    }

    @Test
    void are_joined_by_statements_whose_values_take_precedence() throws Exception { // §2.3
        var statement = statement(key, "https://store.example",
                Map.of("client_name", "Vouched", "software_id", "s-1"));
        var answer = json(register(initialToken(cardea, 1), "software_statement", statement));
        assertThat(answer).containsEntry("client_name", "Vouched")
                .containsEntry("software_id", "s-1")
                .containsEntry("software_statement", statement) // §3.2.1
                .doesNotContainKey("iss");
        assertThat(json(manage(cardea, "GET", answer, null))).isEqualTo(answer);
        // A change does not shake off what somebody vouched for.
        var changed = json(manage(cardea, "PUT", answer, Map.of("client_id", answer.get("client_id"),
                "redirect_uris", List.of(TestCardea.REDIRECT), "client_name", "Other")));
        assertThat(changed).containsEntry("client_name", "Vouched").containsEntry("software_statement", statement);
    }

    @Test
    void are_of_no_use_with_a_statement_that_is_not_good() throws Exception { // §3.2.2
        var now = cardea.clock.instant().getEpochSecond();
        var invalid = List.of("nonsense",
                statement(stranger, "https://store.example", Map.of()),
                statement(key, "https://store.example", Map.of("exp", now - 60)),
                statement(key, "https://store.example", Map.of("nbf", now + 60)),
                "eyJhbGciOiJub25lIn0.e30.");
        for (var statement : invalid)
            assertRefused(register(initialToken(cardea, 1), "software_statement", statement),
                    "invalid_software_statement", "not valid");
        assertRefused(register(initialToken(cardea, 1), "software_statement",
                statement(key, "https://other.example", Map.of())), "unapproved_software_statement", "trusts");
        assertRefused(register(initialToken(cardea, 1), "software_statement",
                statement(key, "https://store.example", Map.of("consent", "first_party"))),
                "invalid_client_metadata", "consent");
        assertRefused(register(initialToken(cardea, 1), "software_statement", 7), "invalid_client_metadata", "text");
    }
}
