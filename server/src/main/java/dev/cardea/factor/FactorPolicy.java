package dev.cardea.factor;

import java.time.Duration;
import java.util.Set;

/// What an operator wants of the people of the server, or of one organization.
///
/// @param required whether a person without a factor has to set one up to sign in
/// @param allowed what can be set up; whoever has another kind already keeps it
/// @param remember for how long a device may be remembered, zero for not at all
public record FactorPolicy(boolean required, Set<Factor.Kind> allowed, Duration remember) {
    public static final FactorPolicy STANDARD = new FactorPolicy(
            false, Set.of(Factor.Kind.passkey, Factor.Kind.totp), Duration.ofDays(30));

    public FactorPolicy {
        allowed = Set.copyOf(allowed);
    }

    public boolean remembers() {
        return !remember.isZero();
    }
}
