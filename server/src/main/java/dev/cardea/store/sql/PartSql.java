package dev.cardea.store.sql;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A statement on a [BucketTable], made once for each part so that it is prepared once for each part.
public final class PartSql {
    private static final int MAX_PARTS = 500;
    private final String template;
    private final Map<String, String> byPart = new ConcurrentHashMap<>();

    /// @param template with `{part}` where the table's name goes
    public PartSql(String template) {
        this.template = template;
    }

    public String on(String part) {
        var sql = byPart.get(part);
        if (sql != null) return sql;
        // Parts come and go; this need not remember all that ever were.
        if (byPart.size() >= MAX_PARTS) byPart.clear();
        return byPart.computeIfAbsent(part, name -> template.replace("{part}", name));
    }
}
