package dev.cardea.token;

import dev.cardea.details.Detail;
import java.util.LinkedHashSet;
import java.util.List;

/// What an authorization, or a token of it, is for beyond its scopes.
///
/// @param resources that were asked for (RFC 8707 §2), also as the locations of details; empty where tokens are for the
///     client's `audience`
/// @param details that were asked for (RFC 9396 §2)
public record Reach(List<String> resources, List<Detail> details) {
    public static final Reach USUAL = new Reach(List.of(), List.of());

    public Reach {
        resources = List.copyOf(resources);
        details = List.copyOf(details);
    }

    /// For the locations of these beside what was asked for.
    static Reach of(List<String> resources, List<Detail> details) {
        var all = new LinkedHashSet<>(resources);
        details.forEach(detail -> all.addAll(detail.locations()));
        return new Reach(List.copyOf(all), details);
    }

    public static Reach of(List<Detail> details) {
        return of(List.of(), details);
    }
}
