package dev.cardea.store.sql;

import dev.cardea.audit.AuditStore;
import java.time.Instant;
import java.util.List;

final class SqlAudit implements AuditStore {
    private final Database database;

    SqlAudit(Database database) {
        this.database = database;
    }

    @Override
    public void append(Entry entry) {
        database.write("audit.append", statements -> statements.update(
                "INSERT INTO audit (at, type, details, address, request_id) VALUES (?, ?, ?, ?, ?)",
                entry.at(),
                entry.type(),
                entry.details(),
                entry.address(),
                entry.requestId()));
    }

    @Override
    public List<Entry> latest(int limit) {
        return database.read("audit.latest", statements -> statements.all(
                "SELECT at, type, details, address, request_id FROM audit ORDER BY at DESC, number DESC LIMIT ?",
                row -> new Entry(
                        Instant.ofEpochMilli(row.getLong(1)),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5)),
                limit));
    }
}
