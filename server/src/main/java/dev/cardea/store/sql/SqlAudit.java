package dev.cardea.store.sql;

import dev.cardea.audit.AuditStore;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class SqlAudit implements AuditStore {
    static final String COLUMNS = "number, at, type, user_id, client_id, details, address, request_id";
    private final Database database;

    SqlAudit(Database database) {
        this.database = database;
    }

    @Override
    public void append(Entry entry) {
        database.write("audit.append", statements -> statements.update(
                "INSERT INTO audit (at, type, user_id, client_id, details, address, request_id)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                entry.at(),
                entry.type(),
                entry.user(),
                entry.client(),
                entry.details(),
                entry.address(),
                entry.requestId()));
    }

    @Override
    public List<Numbered> newest(Filter filter, @Nullable Numbered before, int limit) {
        return page(filter, before, "<", "DESC", limit);
    }

    @Override
    public List<Numbered> oldest(Filter filter, @Nullable Numbered after, int limit) {
        return page(filter, after, ">", "ASC", limit);
    }

    private List<Numbered> page(Filter filter, @Nullable Numbered edge, String beyond, String order, int limit) {
        var sql = new StringBuilder("SELECT " + COLUMNS + " FROM audit WHERE at >= ?");
        var parameters = new ArrayList<Object>();
        parameters.add(filter.from() == null ? Instant.EPOCH : filter.from());
        condition(sql, parameters, "at < ?", filter.to());
        condition(sql, parameters, "type = ?", filter.type());
        condition(sql, parameters, "user_id = ?", filter.user());
        condition(sql, parameters, "client_id = ?", filter.client());
        if (edge != null) {
            sql.append(" AND (at, number) ").append(beyond).append(" (?, ?)");
            parameters.add(edge.entry().at());
            parameters.add(edge.number());
        }
        sql.append(" ORDER BY at ").append(order).append(", number ").append(order).append(" LIMIT ?");
        parameters.add(limit);
        return database.read("audit.page",
                statements -> statements.all(sql.toString(), SqlAudit::numbered, parameters.toArray()));
    }

    private static void condition(StringBuilder sql, List<Object> parameters, String condition,
            @Nullable Object value) {
        if (value == null) return;
        sql.append(" AND ").append(condition);
        parameters.add(value);
    }

    static Numbered numbered(ResultSet row) throws SQLException {
        var user = row.getString(4);
        var client = row.getString(5);
        return new Numbered(row.getLong(1), new Entry(
                Instant.ofEpochMilli(row.getLong(2)),
                row.getString(3),
                user == null ? null : new UserId(user),
                client == null ? null : new ClientId(client),
                row.getString(6),
                row.getString(7),
                row.getString(8)));
    }
}
