package dev.cardea.resource;

import dev.cardea.config.Localized;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.Scopes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Something that access tokens can be for, as the configuration declares it.
///
/// @param uri its identifier, as it is asked for and as it is in `aud`, character by character
/// @param name what people see
/// @param scopes which scope values mean something to it, null for all
/// @param server the client by which it introspects tokens, null for none
/// @param open whether any client may ask for it
/// @param accessToken how long tokens for it live at most, null for as long as others
public record Resource(
        String uri,
        Localized name,
        @Nullable Scopes scopes,
        @Nullable ClientId server,
        boolean open,
        @Nullable Duration accessToken) {}
