/// POST /oauth2/register and what follows: clients that register themselves (RFC 7591, OIDC Registration 1.0) and manage
/// their registration (RFC 7592).
@NullMarked
package dev.cardea.registration;

import org.jspecify.annotations.NullMarked;
