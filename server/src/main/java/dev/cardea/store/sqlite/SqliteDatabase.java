package dev.cardea.store.sqlite;

import dev.cardea.store.sql.Database;
import dev.cardea.store.sql.Work;
import org.jspecify.annotations.Nullable;

record SqliteDatabase(Writer writer, Readers readers) implements Database {
    @Override
    public <T extends @Nullable Object> T read(String operation, Work<T> work) {
        return readers.read(operation, work);
    }

    @Override
    public <T extends @Nullable Object> T write(String operation, Work<T> work) {
        return writer.write(operation, work, false);
    }

    @Override
    public <T extends @Nullable Object> T transaction(String operation, Work<T> work) {
        return writer.write(operation, work, true);
    }

    @Override
    public void close() {
        readers.close();
        // Last, as the last connection to be closed brings the write-ahead log into the file.
        writer.close();
    }
}
