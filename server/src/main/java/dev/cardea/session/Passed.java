package dev.cardea.session;

import dev.cardea.oauth.UserId;
import java.time.Instant;
import java.util.List;

/// That somebody passed the first factor and not yet the second: no session, and of use in this one trip alone.
///
/// @param id by which it can be used up
/// @param amr how (RFC 8176)
/// @param password stands for the password that there was: with another one this is worth nothing
public record Passed(String id, UserId user, Instant at, List<String> amr, String password) {
    public Passed {
        amr = List.copyOf(amr);
    }
}
