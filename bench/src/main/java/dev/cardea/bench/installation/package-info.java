/// A server with its own directory, database, configuration and as many rows as are asked for.
@NullMarked
package dev.cardea.bench.installation;

import org.jspecify.annotations.NullMarked;
