package dev.cardea.client;

import dev.cardea.TestCardea;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 7519 §2 the times of a client assertion may have a fraction")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientAssertionTimesTest {
    private final TestKey key = TestKey.es256();
    private final TestCardea cardea = new TestCardea(
            "  - { client_id: signer, token_endpoint_auth_method: private_key_jwt, grant_types: [client_credentials],"
                    + " response_types: [], jwks: " + key.jwks() + " }\n");

    @AfterAll
    void stop() {
        cardea.close();
    }

    private int status(String name, Number time) {
        var claims = new LinkedHashMap<String, Object>(Map.of("iss", "signer", "sub", "signer", "aud",
                TestCardea.ISSUER, "jti", UUID.randomUUID().toString(), "exp", now() + 60));
        claims.put(name, time);
        return cardea.post("/oauth2/token", Map.of("grant_type", "client_credentials", "client_assertion",
                key.sign(claims), "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"))
                .statusCode();
    }

    private long now() {
        return cardea.clock.instant().getEpochSecond();
    }

    @ParameterizedTest
    @CsvSource({"exp, 59.5", "exp, 0.25", "exp, -8.5", "iat, -0.5", "iat, 0.5", "nbf, 0.25" })
    void accepts(String name, double offset) {
        for (var time : List.of(now() + offset, BigDecimal.valueOf(now() + offset)))
            assertThat(status(name, time)).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"exp, -10.5", "exp, 3601.5", "iat, 11.5", "nbf, 11.5" })
    void refuses_what_is_too_early_or_too_late(String name, double offset) {
        assertThat(status(name, now() + offset)).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"exp, 1e300", "iat, 1e300", "nbf, 1e300", "exp, -1e300", "exp, 18446744073709551675" })
    void refuses_what_is_no_time(String name, BigDecimal time) {
        assertThat(status(name, time)).isEqualTo(401);
    }
}
