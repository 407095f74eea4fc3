package dev.cardea.html;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// One thing that an application asks for, in words.
///
/// @param icon the name of its picture
/// @param detail what it means; empty for a scope that is known only by its name
public record ScopeLine(String icon, String title, String detail) {
    /// What precedes the scopes that the operator declared, among the messages.
    static final String DECLARED = "scope:";
    private static final Set<String> SPELLED_OUT = Set.of("openid", "profile", "email", "address", "phone",
            "offline_access", "roles", "groups", "organization", "admin.read", "admin.write");

    /// One line for each thing asked for, in the order asked.
    public static List<ScopeLine> of(List<String> scopes, Messages messages) {
        var lines = new ArrayList<ScopeLine>();
        for (var scope : distinct(scopes)) lines.add(line(scope, messages));
        return lines;
    }

    private static ScopeLine line(String scope, Messages messages) {
        var known = SPELLED_OUT.contains(scope);
        var icon = known ? scope : "other";
        // The operator's words go first: it knows what was added to the scope.
        if (messages.has(DECLARED + scope)) return new ScopeLine(icon, messages.get(DECLARED + scope), "");
        return known
                ? new ScopeLine(icon, messages.get("scope." + scope), messages.get("scope." + scope + ".detail"))
                : new ScopeLine(icon, scope, "");
    }

    /// `offline` is the older name of `offline_access`: who asks for both asks for one thing.
    private static Set<String> distinct(List<String> scopes) {
        var distinct = new LinkedHashSet<String>();
        for (var scope : scopes) distinct.add(scope.equals("offline") ? "offline_access" : scope);
        return distinct;
    }
}
