package dev.cardea.client;

import dev.cardea.client.Client.Backchannel;
import dev.cardea.client.Client.Backchannel.Delivery;
import dev.cardea.config.Document;
import dev.cardea.config.InvalidSettings;
import dev.cardea.oauth.ResponseType;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@DisplayName("CIBA Core §4: how a client says that it asks people who are elsewhere")
class BackchannelSettingsTest {
    private static final String TILL = """
            client_id: till
            client_secret: a-secret-of-32-characters-or-more
            response_types: []
            """;
    private static final String GRANT = "grant_types: ['urn:openid:params:grant-type:ciba']\n";

    private static Client read(String settings) {
        var document = Document.yaml(TILL + settings, Path.of(""), Map.of());
        var client = new ClientSettings(Lifetimes.DEFAULTS, List.of("RS256"), List.of(ResponseType.values()))
                .read(document.root());
        document.check();
        return client;
    }

    @Test
    void is_read_as_registered() {
        assertThat(read(GRANT + "backchannel_token_delivery_mode: poll").permissions().backchannel())
                .isEqualTo(new Backchannel(Delivery.poll, null, null, false, false));
        assertThat(read(GRANT + "jwks: '" + TestKey.es256().jwks() + """
                '
                backchannel_token_delivery_mode: ping
                backchannel_client_notification_endpoint: https://till.example/told
                backchannel_authentication_request_signing_alg: ES256
                backchannel_user_code_parameter: true
                """).permissions().backchannel())
                .isEqualTo(
                        new Backchannel(Delivery.ping, URI.create("https://till.example/told"), "ES256", true, false));
    }

    @Test
    void gives_the_usual_scope() {
        assertThat(read(GRANT + "backchannel_token_delivery_mode: poll").permissions().scope().contains("openid"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{} | backchannel_token_delivery_mode: is missing",
            "backchannel_token_delivery_mode: pull | backchannel_token_delivery_mode:",
            "backchannel_token_delivery_mode: ping | backchannel_client_notification_endpoint: is missing",
            "backchannel_token_delivery_mode: push | backchannel_client_notification_endpoint: is missing",
            "backchannel_token_delivery_mode: poll;;backchannel_client_notification_endpoint: 'https://t.example/' | is set for mode poll",
            "backchannel_token_delivery_mode: ping;;backchannel_client_notification_endpoint: 'http://t.example/' | is not https",
            "backchannel_token_delivery_mode: ping;;backchannel_client_notification_endpoint: 'https://t.example/#x' | has a fragment",
            "backchannel_token_delivery_mode: poll;;backchannel_authentication_request_signing_alg: ES256 | needs a public key",
            "backchannel_token_delivery_mode: poll;;backchannel_authentication_request_signing_alg: HS256 | backchannel_authentication_request_signing_alg:",
            "backchannel_token_delivery_mode: poll;;backchannel_authentication_request_signing_alg: none | backchannel_authentication_request_signing_alg:",
            "backchannel_token_delivery_mode: push;;backchannel_client_notification_endpoint: 'https://t.example/';;dpop_bound_access_tokens: true | dpop_bound_access_tokens: is on"
    })
    void refuses_what_does_not_fit(String settings, String mistake) {
        var yaml = settings.equals("{}") ? "" : settings.replace(";;", "\n");
        assertThatExceptionOfType(InvalidSettings.class).isThrownBy(() -> read(GRANT + yaml))
                .withMessageContaining(mistake);
    }

    @Test
    void belongs_to_the_grant() {
        assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(() -> read("grant_types: [client_credentials]\nbackchannel_token_delivery_mode: poll"))
                .withMessageContaining("is set without its grant");
    }

    @Test
    void is_not_for_public_clients() {
        var yaml = GRANT + "backchannel_token_delivery_mode: poll\ntoken_endpoint_auth_method: none";
        assertThatExceptionOfType(InvalidSettings.class).isThrownBy(() -> read(yaml))
                .withMessageContaining("has ciba, but token_endpoint_auth_method is none");
    }
}
