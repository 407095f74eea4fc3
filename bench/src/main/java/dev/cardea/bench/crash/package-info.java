/// Kills the server under load and checks that nothing acknowledged is lost.
@NullMarked
package dev.cardea.bench.crash;

import org.jspecify.annotations.NullMarked;
