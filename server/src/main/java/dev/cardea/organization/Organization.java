package dev.cardea.organization;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A customer, company or department that accounts and clients belong to.
///
/// @param domains e-mail domains that are this organization's own
/// @param postLogoutRedirectUri where a person goes after signing out when no client says otherwise
public record Organization(
        String id, String name, List<String> domains, @Nullable String postLogoutRedirectUri) {
    public Organization {
        domains = List.copyOf(domains);
    }
}
