package dev.cardea.bench.installation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// A row as it was found, to be inserted again with some of its columns changed. So what is made in bulk is what the
/// server itself makes, whatever columns a table has.
record Row(String table, Map<String, Object> columns) {
    static Row find(Connection connection, String table, String column, Object value) throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT * FROM " + table + " WHERE " + column + " = ?")) {
            statement.setObject(1, value);
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) throw new IllegalStateException("no row in " + table + " to copy");
                var columns = new LinkedHashMap<String, Object>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++)
                    columns.put(rows.getMetaData().getColumnName(i), rows.getObject(i));
                return new Row(table, columns);
            }
        }
    }

    int number(String column) {
        return ((Number) value(column)).intValue();
    }

    Object value(String column) {
        return Objects.requireNonNull(columns.get(column), column);
    }

    /// For [#bind(PreparedStatement, Map)].
    PreparedStatement insert(Connection connection) throws SQLException {
        return connection.prepareStatement("INSERT INTO " + table + " (" + String.join(", ", columns.keySet())
                + ") VALUES (" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")");
    }

    void bind(PreparedStatement insert, Map<String, Object> changed) throws SQLException {
        int at = 1;
        for (var column : columns.entrySet())
            insert.setObject(at++, changed.getOrDefault(column.getKey(), column.getValue()));
        insert.addBatch();
    }
}
