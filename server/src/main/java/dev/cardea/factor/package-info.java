/// What people prove with, beside their password, who they are: one-time codes (RFC 6238), passkeys (WebAuthn Level 3),
/// codes by mail and recovery codes, and the devices where they need not. The pages are those of `login` and `account`.
@NullMarked
package dev.cardea.factor;

import org.jspecify.annotations.NullMarked;
