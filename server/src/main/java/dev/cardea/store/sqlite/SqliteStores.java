package dev.cardea.store.sqlite;

import dev.cardea.store.StoreObserver;
import dev.cardea.store.Stores;
import dev.cardea.store.sql.Migrations;
import dev.cardea.store.sql.Observed;
import dev.cardea.store.sql.SqlStores;
import java.util.List;

/// The stores in one file on this machine. Another process may open the same file at the same time.
public final class SqliteStores {
    static final Migrations MIGRATIONS = new Migrations("db/sqlite",
            List.of("V1__first_schema.sql", "V1_1__age_of_clients.sql", "V1_2__keys_of_codes.sql",
                    "V1_3__pushed_requests.sql", "V1_3_1__encryption_keys.sql", "V1_4__outbox.sql",
                    "V1_6__subject_key.sql", "V1_6_1__registrations.sql", "V1_7__device_codes.sql",
                    "V1_8__backchannel_requests.sql", "V1_8_1__request_codes.sql", "V1_9__resources.sql",
                    "V1_10__refusals.sql", "V1_11__authorizations_by_user.sql",
                    "V1_12__authorization_details.sql", "V1_13__request_links.sql", "V1_15__audit_chain.sql",
                    "V1_16__client_changes.sql", "V1_17__groups.sql", "V1_21__factors.sql",
                    "V1_22__remembered_devices.sql",
                    "V1_23__mailed_links.sql", "V1_24__addresses_and_terms.sql", "V1_25__directory.sql"));

    private SqliteStores() {}

    /// Opens the database, or creates it, and brings its schema up to date.
    ///
    /// @param url as in `jdbc:sqlite:./data/cardea.db`
    public static Stores open(String url, StoreObserver observer) {
        var file = SqliteFile.of(url);
        file.migrate(MIGRATIONS);
        var database = new Observed(new SqliteDatabase(new Writer(file), new Readers(file)), observer);
        return new SqlStores(database, new SqliteDialect(database));
    }
}
