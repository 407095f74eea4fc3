package dev.cardea.organization;

import java.util.Set;

/// A named set of authorizations that an account can hold.
public record Role(String id, Set<String> authorizations) {
    public static final String ADMINISTRATOR = "administrator";
    public static final String ORGANIZATION_ADMINISTRATOR = "organization_administrator";

    public Role {
        authorizations = Set.copyOf(authorizations);
    }
}
