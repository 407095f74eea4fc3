/// The database for several nodes: PostgreSQL 15 or newer.
///
/// Codes and authorizations are partitioned by bucket and forgotten by dropping partitions. Token traffic names the
/// partition it means, as the bucket is part of every id: planning a statement on the whole table takes PostgreSQL
/// longer than running it, and dropping a partition would have to wait for it.
@NullMarked
package dev.cardea.store.postgres;

import org.jspecify.annotations.NullMarked;
