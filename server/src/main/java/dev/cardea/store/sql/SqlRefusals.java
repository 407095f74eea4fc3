package dev.cardea.store.sql;

import dev.cardea.refusal.RefusalStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class SqlRefusals implements RefusalStore {
    private static final String COLUMNS = "SELECT id, at, client_id, decision FROM refusals ";
    private static final String NEWEST = " ORDER BY forget_hour DESC, at DESC LIMIT ?";
    private final Database database;

    SqlRefusals(Database database) {
        this.database = database;
    }

    @Override
    public void add(List<Entry> entries, Instant forgetAt) {
        int forgetHour = Expiry.hour(forgetAt);
        database.transaction("refusals.add", statements -> {
            int added = 0;
            for (var entry : entries)
                added += statements.update(
                        "INSERT INTO refusals (id, at, client_id, decision, forget_hour) VALUES (?, ?, ?, ?, ?)"
                                + " ON CONFLICT (id) DO NOTHING",
                        entry.id(), entry.at(), entry.client(), entry.decision(), forgetHour);
            return added;
        });
    }

    @Override
    public Optional<Entry> find(String id) {
        return database.read("refusals.find",
                statements -> statements.one(COLUMNS + "WHERE id = ?", SqlRefusals::entry, id));
    }

    @Override
    public List<Entry> latest(@Nullable String client, int limit) {
        return database.read("refusals.latest", statements -> client == null
                ? statements.all(COLUMNS + NEWEST, SqlRefusals::entry, limit)
                : statements.all(COLUMNS + "WHERE client_id = ?" + NEWEST, SqlRefusals::entry, client, limit));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(row.getString(1), Instant.ofEpochMilli(row.getLong(2)), row.getString(3), row.getString(4));
    }
}
