/// What clients and browsers send, as flows of requests.
@NullMarked
package dev.cardea.bench.flow;

import org.jspecify.annotations.NullMarked;
