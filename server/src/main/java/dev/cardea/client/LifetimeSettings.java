package dev.cardea.client;

import dev.cardea.config.Section;
import java.time.Duration;

/// Reads `lifetimes`: the server's own, and a client's overrides of them.
public final class LifetimeSettings {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    /// RFC 6749 §4.1.2 recommends ten minutes as the maximum.
    private static final Duration LONGEST_CODE = Duration.ofMinutes(10);
    private static final Duration LONGEST_TOKEN = Duration.ofDays(1);
    private static final Duration LONGEST_REFRESH = Duration.ofDays(3650);
    private static final Duration LONGEST_GRACE = Duration.ofMinutes(1);

    private LifetimeSettings() {}

    /// @param otherwise what holds for a name that is absent
    public static Lifetimes read(Section section, Lifetimes otherwise) {
        var read = new Lifetimes(
                section.duration("authorization_code", SHORTEST, LONGEST_CODE, otherwise.authorizationCode()),
                section.duration("access_token", SHORTEST, LONGEST_TOKEN, otherwise.accessToken()),
                section.duration("id_token", SHORTEST, LONGEST_TOKEN, otherwise.idToken()),
                section.duration("refresh_token", SHORTEST, LONGEST_REFRESH, otherwise.refreshToken()),
                section.duration("refresh_family", SHORTEST, LONGEST_REFRESH, otherwise.refreshFamily()),
                section.duration("refresh_grace", Duration.ZERO, LONGEST_GRACE, otherwise.refreshGrace()));
        if (read.refreshFamily().compareTo(read.refreshToken()) < 0)
            section.mistake(
                    "refresh_family", "is shorter than refresh_token", "make it at least as long as refresh_token");
        return read;
    }
}
