package dev.cardea.token;

import java.util.List;

/// What an authorization is for beyond its scopes.
///
/// @param resources that were asked for (RFC 8707 §2); empty where tokens are for the client's `audience`
public record Reach(List<String> resources) {
    public static final Reach USUAL = new Reach(List.of());

    public Reach {
        resources = List.copyOf(resources);
    }
}
