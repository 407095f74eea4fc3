/// The embedded database: SQLite in one file, one thread that writes, and a commit for many writes at once.
@NullMarked
package dev.cardea.store.sqlite;

import org.jspecify.annotations.NullMarked;
