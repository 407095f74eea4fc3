package dev.cardea.refusal;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.cardea.TestCardea;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.ISSUER;
import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.VERIFIER;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.client;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A decision names what was found and what would have been accepted")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecisionTest {
    private static final String LONG_SECRET = "a-secret-of-more-than-thirty-two-characters";
    private final TestCardea cardea = new TestCardea(
            client("signing", "client_secret: " + LONG_SECRET + ", token_endpoint_auth_method: client_secret_jwt")
                    .replace("client_secret: " + SECRET + ", ", "")
                    + client("editors", "required_roles: [administrator]"));

    @AfterAll
    void stop() {
        cardea.close();
    }

    @Test
    void redirect_uri() { // RFC 9700 §2.1
        var response = cardea.browser().open(request("redirect_uri", "https://app.example/callback"));
        assertThat(TestWhy.part(cardea, response, "accepted"))
                .containsEntry("closest_redirect_uri", "https://app.example/cb")
                .containsEntry("difference", "'allback' was sent at character 22 where 'b' is registered");
    }

    @Test
    void redirect_uri_of_the_code() { // RFC 6749 §4.1.3
        var response = cardea.redeem(cardea.givenCode(), "redirect_uri", "https://app.example/other");
        assertThat(TestWhy.of(cardea, response)).containsEntry("rule", "RFC 6749 §4.1.3");
        assertThat(TestWhy.part(cardea, response, "because"))
                .containsEntry("redirect_uri", "https://app.example/other")
                .containsEntry("redirect_uri of the authorization request", "https://app.example/cb");
    }

    @Test
    void scope() { // RFC 6749 §3.3
        var response = cardea.browser().open(request("scope", "openid email orders admin"));
        assertThat(TestWhy.part(cardea, response, "accepted"))
                .containsEntry("scope_not_registered", "orders admin")
                .containsEntry("scope", "openid profile email address phone offline_access");
    }

    @Test
    void pkce() { // RFC 7636 §4.6
        var response = cardea.redeem(cardea.givenCode(), "code_verifier", "x".repeat(43));
        assertThat(TestWhy.of(cardea, response)).containsEntry("rule", "RFC 7636 §4.6");
        assertThat(TestWhy.part(cardea, response, "because"))
                .containsEntry("code_challenge of the authorization request", dev.cardea.token.Pkce.s256(VERIFIER))
                .containsEntry("length of the code_verifier", 43);
    }

    @Test
    void an_old_code_and_one_used_before() { // RFC 6749 §4.1.2
        var late = cardea.givenCode();
        cardea.clock.advance(Duration.ofSeconds(75));
        assertThat(TestWhy.part(cardea, cardea.redeem(late), "because"))
                .containsEntry("cause", "it has expired")
                .hasEntrySatisfying("expired",
                        when -> assertThat(when.toString()).endsWith("15 s before the server's clock"));
        var code = cardea.givenCode();
        cardea.redeem(code);
        assertThat(TestWhy.part(cardea, cardea.redeem(code), "because").get("cause").toString())
                .startsWith("it was used before");
    }

    @Test
    void the_code_of_another_client() {
        var response = cardea.tokenAs("editors", Map.of("grant_type", "authorization_code", "code", cardea.givenCode(),
                "redirect_uri", TestCardea.REDIRECT, "code_verifier", VERIFIER));
        assertThat(TestWhy.part(cardea, response, "because")).containsEntry("issued_to", "app");
    }

    @Test
    void refresh_tokens() { // RFC 9700 §4.14.2
        var tokens = cardea.givenTokens();
        var first = tokens.get("refresh_token").toString();
        assertThat(json(cardea.refresh(first))).containsKey("access_token");
        cardea.clock.advance(Duration.ofMinutes(1));
        assertThat(TestWhy.of(cardea, cardea.refresh(first))).containsEntry("rule", "RFC 9700 §4.14.2");
        assertThat(TestWhy.part(cardea, cardea.refresh("rt_nonsense"), "because")).containsKey("cause");
    }

    @Test
    void client_secrets_and_methods() { // RFC 6749 §2.3
        var wrong = cardea.post("/oauth2/token", Map.of("grant_type", "x"), "Authorization", basic("app", "wrong"));
        assertThat(TestWhy.part(cardea, wrong, "because")).containsEntry("cause", "the secret is wrong");
        var method = cardea.post("/oauth2/token", Map.of("client_id", "app", "client_secret", SECRET));
        assertThat(TestWhy.part(cardea, method, "because"))
                .containsEntry("cause", "used client_secret_post, but is registered for client_secret_basic");
        var unknown = cardea.post("/oauth2/token", Map.of(), "Authorization", basic("nobody", "x"));
        assertThat(TestWhy.part(cardea, unknown, "accepted")).containsKey("client_id");
        // What tells clients apart stays with the operator.
        assertThat(json(wrong).get("error_description")).isEqualTo(json(unknown).get("error_description"))
                .isEqualTo(json(method).get("error_description"));
    }

    @Test
    void client_assertions() throws Exception { // RFC 7523 §3
        var now = cardea.clock.instant();
        assertThat(flaw(new JWTClaimsSet.Builder().expirationTime(Date.from(now.minusSeconds(75)))))
                .startsWith("it has expired: ")
                .endsWith(", 75 s before the server's clock");
        assertThat(flaw(new JWTClaimsSet.Builder().audience("https://elsewhere.example")))
                .startsWith("aud is [https://elsewhere.example], and must be " + ISSUER);
        assertThat(flaw(new JWTClaimsSet.Builder().issueTime(Date.from(now.plusSeconds(60)))))
                .isEqualTo("iat is in the future");
    }

    private String flaw(JWTClaimsSet.Builder different) throws Exception {
        var now = cardea.clock.instant();
        var claims = new JWTClaimsSet.Builder().issuer("signing")
                .subject("signing")
                .audience(ISSUER)
                .jwtID(UUID.randomUUID().toString())
                .expirationTime(Date.from(now.plusSeconds(60)))
                .build()
                .toJSONObject();
        claims.putAll(different.build().toJSONObject());
        var jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), JWTClaimsSet.parse(claims));
        jwt.sign(new MACSigner(LONG_SECRET));
        var response = cardea.post("/oauth2/token", Map.of("grant_type", "authorization_code",
                "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion", jwt.serialize()));
        assertThat(TestWhy.of(cardea, response)).containsEntry("client", "signing");
        return TestWhy.part(cardea, response, "because").get("flaw").toString();
    }

    @Test
    void missing_roles() {
        var response = cardea.browser()
                .authorize(request("client_id", "editors", "scope", "openid"), ALICE,
                        TestCardea.PASSWORD);
        assertThat(TestWhy.part(cardea, response, "because")).containsKey("required");
        assertThat(TestWhy.of(cardea, response)).containsEntry("client", "editors");
        // The request came through the sign-in page: what counted is shown all the same.
        assertThat(TestWhy.part(cardea, response, "request")).containsEntry("response_type", "code");
    }

    @Test
    void dead_access_tokens() { // RFC 6750 §3.1
        var token = cardea.givenTokens().get("access_token");
        cardea.clock.advance(Duration.ofHours(1));
        assertThat(TestWhy.part(cardea, cardea.userinfo(token), "because").get("cause").toString())
                .startsWith("it has expired: ")
                .contains("issued to client app");
        assertThat(TestWhy.part(cardea, cardea.userinfo("x"), "because").get("cause").toString())
                .startsWith("it is no access token of this server");
    }
}
