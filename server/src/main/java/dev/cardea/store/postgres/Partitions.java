package dev.cardea.store.postgres;

import dev.cardea.store.sql.BucketTable;
import dev.cardea.store.sql.Statements;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The partitions that this node knows of. All rows of a bucket are in its partition where it has one, so a node that
/// knows the partition may name it; one that does not names the whole table, which is slower and always right.
final class Partitions {
    private volatile Map<BucketTable, NavigableMap<Integer, String>> known = Map.of();

    String part(BucketTable table, int bucket) {
        var parts = known.get(table);
        var part = parts == null ? null : parts.get(bucket);
        return part == null ? table.name() : part;
    }

    NavigableMap<Integer, String> of(BucketTable table) {
        return known.getOrDefault(table, new TreeMap<>());
    }

    static String name(BucketTable table, int bucket) {
        return table.name() + "_" + bucket;
    }

    /// The partition of all rows that have no partition of their own.
    static String rest(BucketTable table) {
        return table.name() + "_default";
    }

    /// Looks up which partitions there are.
    Map<BucketTable, NavigableMap<Integer, String>> look(Statements statements) throws SQLException {
        var found = new EnumMap<BucketTable, NavigableMap<Integer, String>>(BucketTable.class);
        for (var table : BucketTable.values()) {
            var parts = new TreeMap<Integer, String>();
            var names = statements.all(
                    "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
                            + " WHERE i.inhparent = CAST(? AS regclass)",
                    row -> row.getString(1),
                    table.name());
            for (var name : names) {
                if (name.equals(rest(table))) continue;
                parts.put(Integer.valueOf(name.substring(table.name().length() + 1)), name);
            }
            found.put(table, parts);
        }
        known = found;
        return found;
    }

    void forget(BucketTable table, int bucket) {
        var parts = new TreeMap<>(of(table));
        parts.remove(bucket);
        var rest = new EnumMap<>(known);
        rest.put(table, parts);
        known = rest;
    }
}
