package dev.cardea.registration;

import dev.cardea.TestCardea;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.json;
import static dev.cardea.registration.TestRegistration.assertRefused;
import static dev.cardea.registration.TestRegistration.initialToken;
import static dev.cardea.registration.TestRegistration.metadata;
import static dev.cardea.registration.TestRegistration.send;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("CIBA Core §4 registration")
class BackchannelRegistrationTest {
    private static Map<String, @Nullable Object> asking() {
        return metadata("redirect_uris", null, "response_types", List.of(),
                "grant_types", List.of("urn:openid:params:grant-type:ciba"),
                "backchannel_token_delivery_mode", "ping",
                "backchannel_client_notification_endpoint", "https://till.example/told",
                "backchannel_user_code_parameter", true);
    }

    @Test
    void takes_the_metadata_and_gives_it_back() {
        try (var cardea = new TestCardea("features: { dynamic_registration: token }\n")) {
            var bearer = "Bearer " + initialToken(cardea, 1);
            var registered = json(send(cardea, asking(), "Authorization", bearer));
            assertThat(registered).containsEntry("backchannel_token_delivery_mode", "ping")
                    .containsEntry("backchannel_client_notification_endpoint", "https://till.example/told")
                    .containsEntry("backchannel_user_code_parameter", true);
            var asked = cardea.post("/oauth2/bc-authorize",
                    Map.of("scope", "openid", "login_hint", ALICE, "client_notification_token", "x".repeat(32)),
                    "Authorization",
                    basic((String) registered.get("client_id"), (String) registered.get("client_secret")));
            assertThat(json(asked)).containsKey("auth_req_id");
        }
    }

    @Test
    void is_not_for_clients_that_anybody_can_register() {
        try (var cardea = TestRegistration.open("")) {
            assertRefused(send(cardea, asking()), "invalid_client_metadata",
                    "is not for clients that anybody can register");
        }
    }
}
