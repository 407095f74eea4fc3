/// What flows have in common in which a client waits while a person decides elsewhere: device authorization (RFC 8628)
/// and backchannel authentication (CIBA). The client polls, the person decides once, and one poll gets the tokens.
@NullMarked
package dev.cardea.decoupled;

import org.jspecify.annotations.NullMarked;
