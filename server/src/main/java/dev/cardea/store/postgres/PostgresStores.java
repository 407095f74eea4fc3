package dev.cardea.store.postgres;

import dev.cardea.store.StoreObserver;
import dev.cardea.store.Stores;
import dev.cardea.store.sql.Migrations;
import dev.cardea.store.sql.Observed;
import dev.cardea.store.sql.SqlStores;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The stores of a PostgreSQL server, which any number of nodes may share.
public final class PostgresStores {
    static final Migrations MIGRATIONS = new Migrations("db/postgresql",
            List.of("V1__first_schema.sql", "V1_1__age_of_clients.sql", "V1_2__keys_of_codes.sql",
                    "V1_3__pushed_requests.sql", "V1_3_1__encryption_keys.sql", "V1_4__outbox.sql",
                    "V1_6__subject_key.sql", "V1_6_1__registrations.sql", "V1_7__device_codes.sql",
                    "V1_8__backchannel_requests.sql", "V1_8_1__request_codes.sql", "V1_9__resources.sql",
                    "V1_10__refusals.sql", "V1_11__authorizations_by_user.sql",
                    "V1_12__authorization_details.sql", "V1_13__request_links.sql", "V1_15__audit_chain.sql",
                    "V1_16__client_changes.sql", "V1_17__groups.sql", "V1_21__factors.sql",
                    "V1_22__remembered_devices.sql",
                    "V1_23__mailed_links.sql", "V1_24__addresses_and_terms.sql", "V1_25__directory.sql"));

    private PostgresStores() {}

    /// Connects, brings the schema up to date and makes the partitions that are needed next. Nodes may do so at the
    /// same time.
    ///
    /// @param url may name several hosts: `jdbc:postgresql://a,b/cardea?targetServerType=primary`
    public static Stores open(
            String url,
            @Nullable String username,
            @Nullable String password,
            int poolSize,
            Instant now,
            StoreObserver observer) {
        try (var source = Pool.forMigrations(url, username, password)) {
            MIGRATIONS.apply(source);
        }
        var partitions = new Partitions();
        var database = new Observed(new PostgresDatabase(Pool.open(url, username, password, poolSize), partitions),
                observer);
        try {
            new PartitionSchedule(database, partitions).start(now);
            return new SqlStores(database, new PostgresDialect(database, partitions));
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }
}
