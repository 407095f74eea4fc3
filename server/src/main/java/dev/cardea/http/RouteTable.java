package dev.cardea.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds the [Place] of a path: fixed paths by one look-up, patterns segment by segment, a fixed segment before a
/// `{name}`.
final class RouteTable {
    private final Map<String, Match> fixed = new HashMap<>();
    private final Node patterns = new Node();

    /// Everything served under one pattern.
    static final class Place {
        final String pattern;
        final List<String> names;
        final Map<String, Served> methods = new HashMap<>();
        String allow = "";

        Place(String pattern, List<String> names) {
            this.pattern = pattern;
            this.names = names;
        }

        private void add(String method, Served served) {
            if (methods.putIfAbsent(method, served) != null)
                throw new IllegalArgumentException("two routes serve " + method + " " + pattern);
            var allowed = new TreeSet<>(methods.keySet());
            if (allowed.contains("GET")) allowed.add("HEAD");
            allowed.add("OPTIONS");
            allow = String.join(", ", allowed);
        }

        /// HEAD is GET without the body (RFC 9110 §9.3.2).
        @Nullable
        Served served(String method) {
            var served = methods.get(method);
            return served == null && method.equals("HEAD") ? methods.get("GET") : served;
        }
    }

    record Served(Router.Route route, Traffic.Lane lane) {}

    record Match(Place place, Map<String, String> parameters) {}

    private static final class Node {
        final Map<String, Node> literals = new HashMap<>();
        @Nullable
        Node parameter;
        @Nullable
        Place place;
    }

    RouteTable(List<Router.Route> routes, Traffic traffic) {
        for (var route : routes) {
            var place = place(route.pattern());
            for (var method : route.methods())
                place.add(method, new Served(route, traffic.lane(method, route.pattern())));
        }
    }

    private Place place(String pattern) {
        var path = withoutFinalSlash(pattern);
        if (!path.startsWith("/")) throw new IllegalArgumentException("a pattern starts with a slash: " + pattern);
        if (path.indexOf('{') < 0)
            return fixed.computeIfAbsent(path, p -> new Match(new Place(p, List.of()), Map.of())).place();
        var node = patterns;
        var names = new ArrayList<String>();
        for (var segment : path.substring(1).split("/", -1)) {
            if (segment.startsWith("{") && segment.endsWith("}")) {
                names.add(segment.substring(1, segment.length() - 1));
                if (node.parameter == null) node.parameter = new Node();
                node = node.parameter;
            } else
                node = node.literals.computeIfAbsent(segment, _ -> new Node());
        }
        if (node.place == null) node.place = new Place(path, List.copyOf(names));
        if (!node.place.names.equals(names))
            throw new IllegalArgumentException(pattern + " names its parameters unlike " + node.place.pattern);
        return node.place;
    }

    /// @param path decoded, without query
    @Nullable
    Match find(String path) {
        var wanted = withoutFinalSlash(path);
        var match = fixed.get(wanted);
        if (match != null) return match;
        var values = new ArrayList<String>(4);
        var place = find(patterns, wanted, 1, values);
        if (place == null) return null;
        var parameters = HashMap.<String, String>newHashMap(values.size());
        for (int i = 0; i < values.size(); i++) parameters.put(place.names.get(i), values.get(i));
        return new Match(place, parameters);
    }

    private static @Nullable Place find(Node node, String path, int from, List<String> values) {
        if (from > path.length()) return node.place;
        int slash = path.indexOf('/', from);
        int to = slash < 0 ? path.length() : slash;
        var segment = path.substring(from, to);
        var literal = node.literals.get(segment);
        if (literal != null) {
            var place = find(literal, path, to + 1, values);
            if (place != null) return place;
        }
        if (node.parameter == null || segment.isEmpty()) return null;
        values.addLast(segment);
        var place = find(node.parameter, path, to + 1, values);
        if (place == null) values.removeLast();
        return place;
    }

    private static String withoutFinalSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
