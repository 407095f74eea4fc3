/// What the same work costs without this server: HTTP, signatures and hashes alone.
@NullMarked
package dev.cardea.bench.floor;

import org.jspecify.annotations.NullMarked;
