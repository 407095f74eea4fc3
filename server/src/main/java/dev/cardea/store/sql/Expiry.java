package dev.cardea.store.sql;

import dev.cardea.oauth.ExpiringId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When rows are forgotten. Hours are counted from 1970; what is to be forgotten in an hour is kept until it is over.
public final class Expiry {
    private static final int HOURS_A_DAY = 24;
    /// How long an authorization is kept after its last refresh token has expired: an access token that was issued
    /// with that one may live longer than it.
    private static final int HOURS_AFTER_REFRESH = HOURS_A_DAY;

    private Expiry() {}

    public static int hour(Instant instant) {
        return Math.toIntExact(instant.getEpochSecond() / Duration.ofHours(1).toSeconds());
    }

    /// When an authorization is no longer needed, judged by its refresh token alone; null where it has none.
    public static @Nullable Integer forgetHour(@Nullable Instant refreshExpiresAt) {
        return refreshExpiresAt == null ? null : hour(refreshExpiresAt) + HOURS_AFTER_REFRESH;
    }

    /// Null also where the whole bucket is forgotten by then anyway: then the index of these hours need not hear of it.
    public static @Nullable Integer forgetHour(ExpiringId authorization, Instant refreshExpiresAt) {
        int hour = hour(refreshExpiresAt) + HOURS_AFTER_REFRESH;
        return hour < (authorization.bucket() + 1) * HOURS_A_DAY ? hour : null;
    }
}
