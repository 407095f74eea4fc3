package dev.cardea.oauth;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import static dev.cardea.oauth.OAuthError.invalidScope;

/// A set of scope values in the order they were asked for (RFC 6749 §3.3).
public record Scopes(Set<String> values) implements Iterable<String> {
    public static final Scopes NONE = new Scopes(Set.of());
    public static final String OPENID = "openid";
    private static final int MAX_VALUES = 100;

    public Scopes(Collection<String> values) {
        this(new LinkedHashSet<>(values));
    }

    public Scopes(String... values) {
        this(List.of(values));
    }

    public Scopes {
        values = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }

    /// Reads a space-separated `scope` parameter.
    ///
    /// @throws OAuthException `invalid_scope` where a character is outside of `scope-token`
    public static Scopes parse(String text) {
        var values = new ArrayList<String>();
        for (var value : text.split(" ", -1)) {
            if (value.isEmpty()) continue;
            if (!value.chars().allMatch(Scopes::isScopeCharacter))
                throw invalidScope("scope contains a character that RFC 6749 §3.3 does not allow");
            values.add(value);
            if (values.size() > MAX_VALUES) throw invalidScope("scope has more than " + MAX_VALUES + " values");
        }
        return new Scopes(values);
    }

    private static boolean isScopeCharacter(int c) {
        return c == 0x21 || (c >= 0x23 && c <= 0x5b) || (c >= 0x5d && c <= 0x7e);
    }

    public boolean contains(String value) {
        return values.contains(value);
    }

    public boolean within(Scopes others) {
        return others.values.containsAll(values);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /// Those of these values that `others` has too.
    public Scopes intersect(Scopes others) {
        return new Scopes(values.stream().filter(others::contains).toList());
    }

    public Scopes union(Scopes others) {
        var all = new LinkedHashSet<>(values);
        all.addAll(others.values);
        return new Scopes(all);
    }

    public Scopes minus(Scopes others) {
        return new Scopes(values.stream().filter(v -> !others.contains(v)).toList());
    }

    @Override
    public Iterator<String> iterator() {
        return values.iterator();
    }

    @Override
    public String toString() {
        return String.join(" ", values);
    }
}
