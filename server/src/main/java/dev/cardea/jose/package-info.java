/// Keys and signatures: JWS on top of Nimbus, sealing at rest, keyed derivation.
@NullMarked
package dev.cardea.jose;

import org.jspecify.annotations.NullMarked;
