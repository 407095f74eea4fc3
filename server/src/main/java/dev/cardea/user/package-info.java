/// People's local accounts: identifiers, password hashes, and the bounds on guessing them.
@NullMarked
package dev.cardea.user;

import org.jspecify.annotations.NullMarked;
