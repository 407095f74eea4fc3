package dev.cardea.store.sql;

import dev.cardea.client.SubjectKey;

final class SqlSubjectKey implements SubjectKey.Store {
    private final Database database;

    SqlSubjectKey(Database database) {
        this.database = database;
    }

    @Override
    public byte[] keepFirst(byte[] proposed) {
        database.write("subject_key.keep", statements -> statements.update(
                "INSERT INTO subject_key (number, value) VALUES (1, ?) ON CONFLICT (number) DO NOTHING", proposed));
        return database.read("subject_key.find", statements -> statements.one(
                "SELECT value FROM subject_key WHERE number = 1", row -> row.getBytes(1)))
                .orElseThrow();
    }
}
