/// What the databases have in common: rows, the statements that need no dialect, migrations.
@NullMarked
package dev.cardea.store.sql;

import org.jspecify.annotations.NullMarked;
