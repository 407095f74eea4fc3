package dev.cardea.client;

import dev.cardea.config.Document;
import dev.cardea.config.InvalidSettings;
import dev.cardea.oauth.ResponseType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Back-Channel Logout 1.0 §2.2 and Front-Channel Logout 1.0 §2: the metadata of clients")
class LogoutSettingsTest {
    private static final String APP = """
            client_id: app
            client_secret: a-secret-of-32-characters-or-more
            redirect_uris: [https://app.example/cb, "https://other.example:8443/cb", "http://127.0.0.1:3000/cb"]
            """;

    private static Client.Logout read(String settings) {
        var document = Document.yaml(APP + settings, Path.of(""), Map.of());
        var client = new ClientSettings(Lifetimes.DEFAULTS, List.of("RS256"), List.of(ResponseType.values()))
                .read(document.root());
        document.check();
        return client.logout();
    }

    @Test
    void are_none_unless_said() {
        assertThat(read("")).isEqualTo(new Client.Logout(null, null));
        assertThat(read("backchannel_logout_session_required: true\nfrontchannel_logout_session_required: false\n"))
                .isEqualTo(new Client.Logout(null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://elsewhere.example/out?a=1", "http://127.0.0.1:9000/out", "http://localhost/out" })
    void back_channel_addresses_may_be_anywhere(String uri) {
        assertThat(read("backchannel_logout_uri: \"" + uri + "\"").backChannelUri()).isEqualTo(uri);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://app.example/out", "https://app.example:443/out?a=1", "https://APP.example/",
            "https://other.example:8443/out", "http://127.0.0.1:3000/" })
    void front_channel_addresses_are_at_a_redirect_uri(String uri) {
        assertThat(read("frontchannel_logout_uri: \"" + uri + "\"").frontChannelUri()).isEqualTo(uri);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://app.example:8443/out", "https://other.example/out", "http://127.0.0.1/out",
            "https://sub.app.example/out", "https://evil.test/out", "https://127.0.0.1:3000/out" })
    void front_channel_addresses_are_nowhere_else(String uri) {
        assertThatThrownBy(() -> read("frontchannel_logout_uri: \"" + uri + "\""))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("is not at the address of a redirect URI");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "http://app.example/out | is plain http",
            "https://app.example/out#x | has a fragment",
            "/out | is not absolute",
            "https://app.example@evil.example/ | has a user name",
            "javascript:alert(1) | never acceptable",
            "com.example.app:/out | has a scheme of its own" })
    void both_are_good_addresses(String uri, String problem) {
        for (var name : List.of("backchannel_logout_uri", "frontchannel_logout_uri"))
            assertThatThrownBy(() -> read("application_type: native\n" + name + ": \"" + uri + "\""))
                    .isInstanceOf(InvalidSettings.class)
                    .hasMessageContaining(problem);
    }
}
