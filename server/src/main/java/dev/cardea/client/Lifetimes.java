package dev.cardea.client;

import java.time.Duration;

/// How long what is issued lives. The server has one set; a client may override single values.
///
/// @param refreshToken how long a refresh token may lie unused
/// @param refreshFamily how long a chain of refresh tokens may grow in all, with `offline_access`; without it the
///     session's end is the chain's end
/// @param refreshGrace how long after a rotation a retry with the old token gets the same successor again
public record Lifetimes(
        Duration authorizationCode,
        Duration accessToken,
        Duration idToken,
        Duration refreshToken,
        Duration refreshFamily,
        Duration refreshGrace) {
    public static final Lifetimes DEFAULTS = new Lifetimes(
            Duration.ofSeconds(60),
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            Duration.ofMinutes(15),
            Duration.ofDays(180),
            Duration.ofSeconds(10));

    Lifetimes codesWithin(Duration longest) {
        return authorizationCode.compareTo(longest) <= 0
                ? this
                : new Lifetimes(longest, accessToken, idToken, refreshToken, refreshFamily, refreshGrace);
    }
}
