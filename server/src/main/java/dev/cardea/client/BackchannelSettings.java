package dev.cardea.client;

import dev.cardea.client.Client.Backchannel;
import dev.cardea.config.Section;
import dev.cardea.jose.Verifiers;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads how a client asks people who are elsewhere (CIBA Core §4).
final class BackchannelSettings {
    static final String GRANT = "urn:openid:params:grant-type:ciba";
    private static final String MODE = "backchannel_token_delivery_mode";
    private static final String ENDPOINT = "backchannel_client_notification_endpoint";
    private static final String ALG = "backchannel_authentication_request_signing_alg";
    private static final String USER_CODE = "backchannel_user_code_parameter";
    private static final String MAIL = "request_mail";
    private static final List<String> MODES = List.of("poll", "ping", "push");

    private BackchannelSettings() {}

    static @Nullable Backchannel read(Section section, List<String> grants, String authMethod) {
        var mode = section.value(MODE).flatMap(value -> value.oneOf(MODES)).map(Backchannel.Delivery::valueOf);
        var endpoint = RegisteredUris.fetched(section, ENDPOINT).orElse(null);
        var alg = section.value(ALG).flatMap(value -> value.oneOf(Verifiers.ALGORITHMS)).orElse(null);
        var userCode = section.flag(USER_CODE, false);
        // The operator's alone: whom an application has mail sent to is not for the application to say.
        var requestMail = section.flag(MAIL, false);
        if (!grants.contains(GRANT)) {
            for (var name : List.of(MODE, ENDPOINT, ALG, MAIL))
                if (section.has(name))
                    section.mistake(name, "is set without its grant", "add " + GRANT + " to grant_types");
            return null;
        }
        if (authMethod.equals("none"))
            section.mistake("grant_types", "has ciba, but token_endpoint_auth_method is none",
                    "give the client a way to authenticate (CIBA Core §7.1)");
        if (alg != null && !section.has("jwks") && !section.has("jwks_uri"))
            section.mistake(ALG, "needs a public key of the client", "list one in jwks");
        checkMode(section, mode);
        return new Backchannel(mode.orElse(Backchannel.Delivery.poll), endpoint, alg, userCode, requestMail);
    }

    private static void checkMode(Section section, Optional<Backchannel.Delivery> mode) {
        if (mode.isEmpty() && !section.has(MODE))
            section.mistake(MODE, "is missing", "the ciba grant needs it: write poll, ping or push (CIBA Core §4)");
        boolean notified = mode.filter(found -> found != Backchannel.Delivery.poll).isPresent();
        if (notified && !section.has(ENDPOINT))
            section.mistake(ENDPOINT, "is missing", "say where the client is told, or choose poll (CIBA Core §4)");
        if (mode.equals(Optional.of(Backchannel.Delivery.poll)) && section.has(ENDPOINT))
            section.mistake(ENDPOINT, "is set for mode poll", "choose ping or push, or leave it out");
    }
}
