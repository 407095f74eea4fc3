package dev.cardea.factor;

import dev.cardea.user.User;
import java.util.Map;

/// @param organizations those that have a policy of their own, by id
/// @param tellNewDevices whether people are told of sign-ins in browsers where they have not signed in before
public record FactorPolicies(
        FactorPolicy server, Map<String, FactorPolicy> organizations, boolean tellNewDevices) {
    public FactorPolicies {
        organizations = Map.copyOf(organizations);
    }

    public FactorPolicy of(User user) {
        return user.organization() == null
                ? server
                : organizations.getOrDefault(user.organization(), server);
    }

    /// Whether anybody may have a passkey.
    public boolean allowPasskeys() {
        return server.allowed().contains(Factor.Kind.passkey)
                || organizations.values().stream().anyMatch(one -> one.allowed().contains(Factor.Kind.passkey));
    }
}
