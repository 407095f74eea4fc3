/// The token endpoint (RFC 6749 §3.2): grants, what they prove, and the tokens issued for it.
@NullMarked
package dev.cardea.token;

import org.jspecify.annotations.NullMarked;
