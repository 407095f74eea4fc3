/// What clients are told about people: where claims come from ([ClaimSource]), which scope opens which claim (OIDC Core
/// §5.4), and what is kept back.
@NullMarked
package dev.cardea.claims;

import org.jspecify.annotations.NullMarked;
