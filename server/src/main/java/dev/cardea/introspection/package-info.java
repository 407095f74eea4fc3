/// Token introspection (RFC 7662).
@NullMarked
package dev.cardea.introspection;

import org.jspecify.annotations.NullMarked;
