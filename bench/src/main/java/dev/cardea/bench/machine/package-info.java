/// The operating system's view: cores, processes and the time they took (Linux).
@NullMarked
package dev.cardea.bench.machine;

import org.jspecify.annotations.NullMarked;
