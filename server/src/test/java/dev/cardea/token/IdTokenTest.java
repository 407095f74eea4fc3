package dev.cardea.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import com.nimbusds.openid.connect.sdk.validators.AccessTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.IDTokenClaimsVerifier;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.cardea.TestCardea;
import dev.cardea.TestJwks;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.ISSUER;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("OIDC Core §2 and §3.1.3 ID tokens")
class IdTokenTest {
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        var clients = new StringBuilder();
        for (var algorithm : List.of("RS256", "PS256", "ES256", "EdDSA"))
            clients.append(TestCardea.client(algorithm, "id_token_signed_response_alg: " + algorithm
                    + ", grant_types: [authorization_code, refresh_token]"));
        cardea = new TestCardea(clients
                + TestCardea.client("mail", "subject_claim: email, lifetimes: { id_token: 2m }"));
        // Nimbus looks at the real time.
        cardea.clock.advance(Duration.between(cardea.clock.instant(), Instant.now()));
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256", "ES256" })
    void pass_a_clients_validation(String algorithm) throws Exception { // §3.1.3.7
        var tokens = cardea.tokensOf(algorithm);
        var validator = new IDTokenValidator(new Issuer(ISSUER), new ClientID(algorithm),
                JWSAlgorithm.parse(algorithm), TestJwks.of(cardea).keys());
        var valid = validator.validate(SignedJWT.parse((String) tokens.get("id_token")), new Nonce("n-1"));
        AccessTokenValidator.validate(new BearerAccessToken((String) tokens.get("access_token")),
                JWSAlgorithm.parse(algorithm), valid.getAccessTokenHash()); // §3.1.3.6
    }

    @Test
    void pass_it_with_eddsa_too_whose_hash_is_sha_512() throws Exception { // §3.1.3.6, RFC 8032 §5.1
        var tokens = cardea.tokensOf("EdDSA");
        var token = SignedJWT.parse((String) tokens.get("id_token"));
        assertThat(TestJwks.of(cardea).verifies(token)).isTrue();
        new IDTokenClaimsVerifier(new Issuer(ISSUER), new ClientID("EdDSA"), new Nonce("n-1"), 60)
                .verify(token.getJWTClaimsSet(), null);
        var accessToken = (String) tokens.get("access_token");
        var hash = MessageDigest.getInstance("SHA-512").digest(accessToken.getBytes(StandardCharsets.US_ASCII));
        assertThat(claims(tokens.get("id_token")).get("at_hash"))
                .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 32)))
                .isEqualTo(AccessTokenHash.compute(new BearerAccessToken(accessToken), JWSAlgorithm.EdDSA,
                        Curve.Ed25519).getValue());
    }

    @Test
    void say_what_section_2_requires() {
        var claims = claims(cardea.tokensOf("RS256", "scope", "openid profile email").get("id_token"));
        var now = (int) cardea.clock.instant().getEpochSecond();
        assertThat(claims).containsEntry("iss", ISSUER)
                .containsEntry("aud", "RS256")
                .containsEntry("iat", now)
                .containsEntry("exp", now + 600)
                .containsEntry("auth_time", now)
                .containsEntry("nonce", "n-1")
                .containsEntry("amr", List.of("pwd"))
                .containsKeys("sub", "sid", "acr", "at_hash");
        // §5.4: with an access token, the scopes' claims are for userinfo
        assertThat(claims).doesNotContainKeys("name", "email", "azp");
        assertThat((String) claims.get("sub")).hasSizeLessThanOrEqualTo(255).isPrintable().isEqualTo(sub());
    }

    private static Object sub() {
        return json(cardea.userinfo(cardea.tokensOf("ES256", "scope", "openid").get("access_token"))).get("sub");
    }

    @Test
    void have_no_nonce_where_the_request_had_none() {
        assertThat(claims(cardea.tokensOf("RS256", "nonce", "").get("id_token"))).doesNotContainKey("nonce");
    }

    @Test
    void are_issued_for_openid_only() { // §3.1.2.1
        assertThat(cardea.tokensOf("RS256", "scope", "profile email")).containsKey("access_token")
                .doesNotContainKey("id_token");
    }

    @Test
    void hold_the_claims_that_were_asked_for_by_name() { // §5.5
        var claims = claims(cardea.tokensOf("RS256", "scope", "openid", "claims", """
                {"id_token": {"email": null, "name": {"essential": true}, "given_name": {"value": "Eve"},
                              "phone_number": {"essential": true}, "https://claims.example/unknown": null},
                 "userinfo": {"email_verified": null}}""").get("id_token"));
        assertThat(claims).containsEntry("email", TestCardea.ALICE)
                .containsEntry("name", "Alice Adams")
                .doesNotContainKeys("phone_number", "email_verified", "https://claims.example/unknown");
    }

    @Test
    void cannot_be_made_to_say_something_else_by_asking() { // §5.5.1
        var claims = claims(cardea.tokensOf("RS256", "scope", "openid", "claims",
                """
                        {"id_token": {"iss": {"value": "https://evil.example"}, "aud": {"value": "other"}, "exp": null,
                                      "acr": {"value": "high"}, "amr": {"values": ["hwk"]}, "auth_time": {"essential": true}}}""")
                .get("id_token"));
        assertThat(claims).containsEntry("iss", ISSUER)
                .containsEntry("aud", "RS256")
                .containsEntry("amr", List.of("pwd"))
                .containsKey("auth_time");
        assertThat(claims.get("acr")).isNotEqualTo("high");
    }

    @Test
    void know_the_person_by_address_where_the_client_is_registered_so() {
        var claims = claims(cardea.tokensOf("mail").get("id_token"));
        assertThat(claims).containsEntry("sub", TestCardea.ALICE);
        assertThat((int) claims.get("exp") - (int) claims.get("iat")).isEqualTo(120);
    }

    @Test
    void say_the_same_after_a_refresh_except_for_the_nonce() { // §12.2
        var tokens = cardea.tokensOf("ES256");
        var first = claims(tokens.get("id_token"));
        cardea.clock.advance(Duration.ofMinutes(1));
        var answer = json(cardea.tokenAs("ES256",
                Map.of("grant_type", "refresh_token", "refresh_token", (String) tokens.get("refresh_token"))));
        var second = claims(answer.get("id_token"));
        for (var name : List.of("iss", "sub", "aud", "auth_time", "sid", "acr", "amr"))
            assertThat(second).containsEntry(name, first.get(name));
        assertThat((int) second.get("iat")).isEqualTo((int) first.get("iat") + 60);
        assertThat(second).doesNotContainKeys("nonce", "azp");
        assertThat(second.get("at_hash")).isNotEqualTo(first.get("at_hash"));
    }

    @Test
    void are_left_out_of_a_refresh_that_leaves_openid_out() {
        var tokens = cardea.tokensOf("ES256");
        var answer = json(cardea.tokenAs("ES256", Map.of("grant_type", "refresh_token", "refresh_token",
                (String) tokens.get("refresh_token"), "scope", "profile")));
        assertThat(answer).containsKey("access_token").doesNotContainKey("id_token");
    }
}
