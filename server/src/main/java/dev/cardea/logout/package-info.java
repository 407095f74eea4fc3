/// Signing out, asked for by a client (OpenID Connect RP-Initiated Logout 1.0).
@NullMarked
package dev.cardea.logout;

import org.jspecify.annotations.NullMarked;
