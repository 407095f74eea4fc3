/// Proof of possession (RFC 9449): tokens that only the holder of a key can use.
@NullMarked
package dev.cardea.dpop;

import org.jspecify.annotations.NullMarked;
