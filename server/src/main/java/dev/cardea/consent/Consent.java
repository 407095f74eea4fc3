package dev.cardea.consent;

import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.Scopes;
import dev.cardea.oauth.UserId;
import java.time.Instant;

/// A person's remembered approval of what a client may have.
///
/// @param grantedAt when the person last said yes
public record Consent(UserId user, ClientId client, Scopes scopes, Instant grantedAt) {}
