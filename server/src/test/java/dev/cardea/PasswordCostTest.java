package dev.cardea;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Passwords that a server hashes")
class PasswordCostTest {
    @Test
    void cost_what_owasp_asks_for_where_nobody_says_otherwise() {
        var data = TestData.directory(TestCardea.CONFIGURATION);
        var config = Config.parse("data: " + data + "\n" + TestCardea.CONFIGURATION, data, Map.of());
        try (var server = Server.open(config, new FakeClock())) {
            var account = server.stores().users().findByIdentifier(TestCardea.ALICE).orElseThrow();
            assertThat(account.passwordHash()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        }
    }
}
