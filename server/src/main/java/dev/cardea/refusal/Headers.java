package dev.cardea.refusal;

import dev.cardea.http.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What may be kept of a request's headers: which credentials there were, and of what kind; never they themselves.
final class Headers {
    private static final Set<String> SCHEMES = Set.of("Basic", "Bearer", "DPoP");
    private static final List<String> SECRET = List.of("DPoP", "Cookie");

    private Headers() {}

    static Map<String, Object> of(Request request, Plain plain) {
        var kept = new LinkedHashMap<String, Object>();
        var credentials = request.headers("Authorization");
        if (!credentials.isEmpty())
            kept.put("Authorization", scheme(credentials.getFirst()) + " "
                    + Parameters.length(credentials.getFirst())
                    + (credentials.size() > 1 ? ", sent " + credentials.size() + " times" : ""));
        for (var name : SECRET) {
            var values = request.headers(name);
            if (!values.isEmpty()) kept.put(name, Parameters.length(String.join("", values)));
        }
        request.headers("Content-Type")
                .stream()
                .findFirst()
                .ifPresent(
                        type -> kept.put("Content-Type", plain.text(type.split(";", 2)[0])));
        return kept;
    }

    private static String scheme(String header) {
        return SCHEMES.stream()
                .filter(scheme -> header.regionMatches(true, 0, scheme + " ", 0, scheme.length() + 1))
                .findFirst()
                .orElse("(no known scheme)");
    }
}
