package dev.cardea.client;

import dev.cardea.client.Client.Exchange;
import dev.cardea.config.Section;
import dev.cardea.oauth.ClientId;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads `token_exchange`: whose tokens a client may exchange, and for what (RFC 8693). Closed where nothing is said.
final class ExchangeSettings {
    static final String GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String NAME = "token_exchange";

    private ExchangeSettings() {}

    static @Nullable Exchange read(Section section, List<String> grants, String authMethod) {
        var own = section.section(NAME);
        var clients = own.strings("subject_clients", List.of())
                .stream()
                .map(ClientId::new)
                .collect(Collectors.toUnmodifiableSet());
        var exchange = new Exchange(clients, own.strings("audiences", List.of()), own.flag("impersonation", false));
        if (!grants.contains(GRANT)) {
            if (section.has(NAME))
                section.mistake(NAME, "is set without its grant", "add " + GRANT + " to grant_types, or leave it out");
            return null;
        }
        if (authMethod.equals("none"))
            section.mistake("grant_types", "has token-exchange, but token_endpoint_auth_method is none",
                    "give the client a way to authenticate (RFC 8693 §2.1)");
        if (clients.isEmpty())
            section.mistake("grant_types", "has token-exchange, but token_exchange.subject_clients is empty",
                    "list there the clients whose tokens it may exchange");
        return exchange;
    }
}
