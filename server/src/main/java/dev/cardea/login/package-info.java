/// The sign-in page `/login`. Proves who a person is and returns to the authorization endpoint.
@NullMarked
package dev.cardea.login;

import org.jspecify.annotations.NullMarked;
