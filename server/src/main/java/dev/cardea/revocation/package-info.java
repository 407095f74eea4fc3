/// Token revocation (RFC 7009).
@NullMarked
package dev.cardea.revocation;

import org.jspecify.annotations.NullMarked;
