/// A load generator: one thread, non-blocking sockets, a closed loop. Knows nothing of OAuth.
@NullMarked
package dev.cardea.bench.load;

import org.jspecify.annotations.NullMarked;
