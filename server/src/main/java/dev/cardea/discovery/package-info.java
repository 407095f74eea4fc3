/// What the server says about itself: OpenID Connect Discovery 1.0, RFC 8414, and its public keys.
@NullMarked
package dev.cardea.discovery;

import org.jspecify.annotations.NullMarked;
