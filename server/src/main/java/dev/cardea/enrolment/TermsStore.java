package dev.cardea.enrolment;

import dev.cardea.oauth.UserId;
import java.time.Instant;

/// Who accepted which version of the terms.
public interface TermsStore {
    boolean hasAccepted(UserId user, String version);

    /// Accepted already: nothing happens.
    void accept(UserId user, String version, Instant at);
}
