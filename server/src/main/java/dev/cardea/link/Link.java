package dev.cardea.link;

import dev.cardea.oauth.TokenHash;
import dev.cardea.oauth.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A link as it is kept.
///
/// @param hash of what is in the link
/// @param user whose account it is about; null where there is none yet
/// @param address that it was mailed to
/// @param payload what else it stands for, encrypted
/// @param remindAt when whoever has not followed it is reminded; null for never
public record Link(
        TokenHash hash,
        Purpose purpose,
        @Nullable UserId user,
        String address,
        String payload,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant remindAt) {
    public boolean isGoodAt(Instant now) {
        return now.isBefore(expiresAt);
    }

    @Override
    public String toString() {
        return "Link[" + purpose + "]";
    }
}
