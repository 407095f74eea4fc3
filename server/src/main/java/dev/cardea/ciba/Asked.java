package dev.cardea.ciba;

import dev.cardea.client.Client;
import dev.cardea.client.Client.Backchannel;
import dev.cardea.details.Detail;
import dev.cardea.http.Form;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.Scopes;
import dev.cardea.resource.Resources;
import dev.cardea.token.Reaches;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

import static dev.cardea.oauth.OAuthError.invalidRequest;
import static dev.cardea.oauth.OAuthError.invalidScope;

/// A well-formed authentication request (CIBA Core §7.1), whoever it is about.
///
/// @param notificationToken present where the client is told
/// @param lifetime after which it expires
record Asked(
        Scopes scopes,
        List<Detail> details,
        @Nullable String bindingMessage,
        @Nullable String notificationToken,
        Duration lifetime,
        Optional<String> userCode) {
    static final Set<String> PARAMETERS = Set.of("scope", Detail.NAME, "client_notification_token", "acr_values",
            "login_hint_token",
            "id_token_hint", "login_hint", "binding_message", "user_code", "requested_expiry");
    private static final Duration USUAL = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final int MAX_ACR_LENGTH = 2048;
    /// RFC 6750 §2.1. Fewer than 22 of these characters cannot have the 128 bits that §7.1 wants; it allows 1024.
    private static final Pattern BEARER = Pattern.compile("(?=.{22,1024}$)[A-Za-z0-9._~+/-]+=*");
    /// What is seen as it is: no control characters, and none that turn the direction of the text around it.
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ]{1,100}");
    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,8}");

    static Asked read(Form parameters, Client client, Backchannel registered, Reaches reaches) {
        if (parameters.get("request_uri").isPresent()) throw invalidRequest("request_uri is not for this endpoint");
        if (parameters.get("acr_values").filter(values -> values.length() > MAX_ACR_LENGTH).isPresent())
            throw invalidRequest("acr_values is longer than " + MAX_ACR_LENGTH + " characters");
        var userCode = parameters.get("user_code");
        if (userCode.isPresent() && !registered.userCode())
            throw invalidRequest("the client is not registered with backchannel_user_code_parameter");
        return new Asked(scopes(parameters, client), reaches.details(parameters, client),
                bindingMessage(parameters, client),
                notificationToken(parameters, registered), lifetime(parameters), userCode);
    }

    private static Scopes scopes(Form parameters, Client client) {
        Resources.refuse(parameters);
        var scopes = Scopes.parse(parameters.require("scope"));
        if (!scopes.contains(Scopes.OPENID)) throw invalidScope("scope must contain openid (CIBA Core §7.1)");
        var registered = client.permissions().scope();
        if (!scopes.within(registered))
            throw invalidScope("the client is not registered for scope: " + scopes.minus(registered));
        return scopes;
    }

    private static @Nullable String bindingMessage(Form parameters, Client client) {
        var message = parameters.get("binding_message");
        if (message.isEmpty() && client.profile().bindsPeople())
            throw invalidRequest("this client must send a binding_message (FAPI-CIBA §5.2.2)");
        if (message.filter(text -> !PLAIN.matcher(text).matches()).isPresent())
            throw OAuthError.of(ErrorCode.invalid_binding_message,
                    "binding_message must be 1 to 100 letters, digits, signs and spaces");
        return message.orElse(null);
    }

    private static @Nullable String notificationToken(Form parameters, Backchannel registered) {
        // Of a client that polls it would be of no use (§7.1), and is not kept.
        if (registered.delivery() == Backchannel.Delivery.poll) return null;
        var token = parameters.require("client_notification_token");
        if (!BEARER.matcher(token).matches())
            throw invalidRequest("client_notification_token must be a bearer token of 22 to 1024 characters");
        return token;
    }

    private static Duration lifetime(Form parameters) {
        var asked = parameters.get("requested_expiry");
        if (asked.isEmpty()) return USUAL;
        if (!SECONDS.matcher(asked.get()).matches())
            throw invalidRequest("requested_expiry must be a positive number of seconds");
        var lifetime = Duration.ofSeconds(Integer.parseInt(asked.get()));
        return lifetime.compareTo(LONGEST) > 0 ? LONGEST : lifetime;
    }
}
