/// Registered clients: their metadata (RFC 7591 §2 and Cardea's own), how they prove who they are (RFC 6749 §2.3).
@NullMarked
package dev.cardea.client;

import org.jspecify.annotations.NullMarked;
