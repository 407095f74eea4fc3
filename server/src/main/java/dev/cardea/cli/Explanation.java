package dev.cardea.cli;

import dev.cardea.json.Json;
import dev.cardea.refusal.RefusalStore.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A refusal in lines for a person to read: first what was decided and why, then what it was decided about.
final class Explanation {
    private static final int WIDEST_NAME = 34;

    private Explanation() {}

    static List<String> of(Entry entry) {
        var decision = Json.object(entry.decision());
        var lines = new ArrayList<String>();
        lines.add(decision.get("error") + ": " + decision.get("description"));
        var about = new LinkedHashMap<String, @Nullable Object>();
        about.put("rule", decision.get("rule"));
        about.put("endpoint", decision.get("endpoint") + ", answered " + decision.get("status"));
        about.put("client", client(decision));
        about.put("at", entry.at());
        about.put("from", decision.get("address"));
        section(lines, null, about);
        section(lines, "Because", decision.get("because"));
        section(lines, "What was sent", decision.get("parameters"));
        section(lines, "What counted: a request object or a pushed request", decision.get("request"));
        section(lines, "With the headers", decision.get("headers"));
        section(lines, "What would have been accepted: the client is registered with", decision.get("accepted"));
        return lines;
    }

    private static String client(Map<String, Object> decision) {
        var id = decision.get("client");
        if (id == null) return "none was named";
        var name = decision.get("client_name");
        return name == null || name.equals(id) ? id.toString() : id + " (" + name + ")";
    }

    private static void section(List<String> lines, @Nullable String title, @Nullable Object members) {
        if (!(members instanceof Map<?, ?> map) || map.isEmpty()) return;
        if (title != null) lines.add("");
        if (title != null) lines.add(title + ":");
        int width = map.keySet().stream().mapToInt(name -> name.toString().length()).max().orElse(0);
        var format = "  %-" + Math.clamp(width, 1, WIDEST_NAME) + "s  %s";
        map.forEach((name, value) -> lines.add(format.formatted(name, text(value))));
    }

    private static String text(@Nullable Object value) {
        return value instanceof List<?> several
                ? String.join(", ", several.stream().map(Objects::toString).toList())
                : Objects.toString(value);
    }
}
