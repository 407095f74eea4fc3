package dev.cardea.discovery;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.SignedJWT;
import dev.cardea.TestCardea;
import dev.cardea.TestJwks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 7517 §5 the published keys, and their rotation")
class JwksEndpointTest {
    private static final Map<Object, Set<String>> PUBLIC = Map.of(
            "RSA", Set.of("kty", "use", "alg", "kid", "n", "e"),
            "EC", Set.of("kty", "use", "alg", "kid", "crv", "x", "y"),
            "OKP", Set.of("kty", "use", "alg", "kid", "crv", "x"));
    private TestCardea cardea = new TestCardea();

    @AfterEach
    void stop() {
        cardea.close();
    }

    @Test
    void hold_public_members_only() { // §9.2
        var response = cardea.get("/.well-known/jwks.json");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(response.headers().allValues("Cache-Control")).containsExactly("public, max-age=600");
        assertThat(json(response)).containsOnlyKeys("keys");
        var keys = (List<?>) json(response).get("keys");
        assertThat(keys).hasSize(6);
        for (var key : keys) {
            var members = (Map<?, ?>) key;
            var expected = new ArrayList<>(PUBLIC.get(members.get("kty")));
            if (members.get("use").equals("enc") && members.get("kty").equals("EC")) expected.remove("alg");
            assertThat(members.keySet().stream().map(Object::toString).toList())
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(members.get("use")).isIn("sig", "enc");
        }
        assertThat(kids(cardea)).hasSize(4);
        assertThat(cardea.post("/.well-known/jwks.json", Map.of()).statusCode()).isEqualTo(405);
    }

    private static Set<String> kids(TestCardea cardea) {
        return TestJwks.of(cardea)
                .signing()
                .stream()
                .map(JWK::getKeyID)
                .collect(Collectors.toSet());
    }

    private static SignedJWT idToken(Map<String, Object> tokens) throws Exception {
        return SignedJWT.parse((String) tokens.get("id_token"));
    }

    @Test
    void lose_those_of_an_algorithm_that_the_configuration_gave_up() throws Exception {
        var all = "[RS256, PS256, ES256, EdDSA]";
        var tokens = cardea.givenTokens();
        cardea.clock.advance(Duration.ofDays(2));
        cardea = cardea.restarted(TestCardea.CONFIGURATION.replace(all, "[ES256, EdDSA, RS256]"));
        assertThat(kids(cardea)).hasSize(4);
        assertThat(TestJwks.of(cardea).verifies(idToken(tokens))).isTrue();
        cardea.clock.advance(Duration.ofDays(2).plusSeconds(1));
        cardea = cardea.restarted(TestCardea.CONFIGURATION.replace(all, "[ES256, EdDSA, RS256]"));
        assertThat(kids(cardea)).hasSize(3);
        cardea = cardea.restarted(TestCardea.CONFIGURATION); // and back
        assertThat(kids(cardea)).hasSize(4);
    }

    @Test
    void change_a_day_before_they_are_used_and_verify_whatever_was_signed_with_them() throws Exception {
        var first = kids(cardea);
        assertThat(first).contains(idToken(cardea.givenTokens()).getHeader().getKeyID());
        cardea.clock.advance(Duration.ofDays(29));
        cardea = cardea.restarted(); // looks after its keys right away
        assertThat(kids(cardea)).containsAll(first).hasSize(8);
        assertThat(first).contains(idToken(cardea.givenTokens()).getHeader().getKeyID());
        cardea.clock.advance(Duration.ofHours(24).minusSeconds(5));
        var last = cardea.givenTokens();
        assertThat(first).contains(idToken(last).getHeader().getKeyID());
        cardea.clock.advance(Duration.ofSeconds(5));
        var next = cardea.givenTokens();
        assertThat(first).doesNotContain(idToken(next).getHeader().getKeyID());
        for (var tokens : List.of(last, next)) {
            assertThat(TestJwks.of(cardea).verifies(idToken(tokens))).isTrue();
            assertThat(cardea.userinfo(tokens.get("access_token")).statusCode()).isEqualTo(200);
        }
        cardea.clock.advance(Duration.ofDays(3));
        cardea = cardea.restarted();
        assertThat(kids(cardea)).hasSize(4).doesNotContainAnyElementsOf(first);
        assertThat(cardea.refresh((String) next.get("refresh_token")).statusCode()).isEqualTo(400);
    }
}
