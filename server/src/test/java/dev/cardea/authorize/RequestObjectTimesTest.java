package dev.cardea.authorize;

import dev.cardea.FakeClock;
import dev.cardea.TestCardea;
import dev.cardea.client.Client;
import dev.cardea.client.ClientSettings;
import dev.cardea.client.Lifetimes;
import dev.cardea.config.Document;
import dev.cardea.oauth.OAuthException;
import dev.cardea.oauth.ResponseType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("FAPI 2.0 Message Signing §5.3.1 request objects of a client with profile fapi2")
class RequestObjectTimesTest {
    private final FakeClock clock = new FakeClock();
    private final RequestObjectClaims rules = new RequestObjectClaims(TestCardea.ISSUER, clock);
    private final Client client = new ClientSettings(Lifetimes.DEFAULTS, List.of("RS256"), List.of(ResponseType.code))
            .read(Document.json(Map.of("client_id", "app", "profile", "fapi2")).root());

    private Map<String, Object> claims(String name, long seconds, String other, long otherSeconds) {
        var now = clock.instant().getEpochSecond();
        return new LinkedHashMap<>(Map.of("iss", "app", "aud", TestCardea.ISSUER, name, now + seconds, other,
                now + otherSeconds));
    }

    @ParameterizedTest
    @CsvSource({"0, 60", "-3600, -0", "8, 3608", "-3590, 10", "0, 3600" })
    void are_good_for_an_hour_at_most(long notBefore, long expires) {
        rules.check(claims("nbf", notBefore, "exp", expires), client, true);
    }

    @ParameterizedTest
    @CsvSource({"0, 3601", "-3601, -1", "-3700, 60", "20, 60", "-60, -10" })
    void are_refused_where_they_are_good_for_longer_or_not_now(long notBefore, long expires) {
        var claims = claims("nbf", notBefore, "exp", expires);
        Assertions.assertThatExceptionOfType(OAuthException.class).isThrownBy(() -> rules.check(claims, client, true));
    }

    @Test
    void are_refused_without_nbf_or_exp() {
        for (var missing : List.of("nbf", "exp")) {
            var claims = claims("nbf", 0, "exp", 60);
            claims.remove(missing);
            Assertions.assertThatExceptionOfType(OAuthException.class)
                    .isThrownBy(() -> rules.check(claims, client, true));
        }
    }
}
