/// Devices without a browser or a keyboard (RFC 8628): `/oauth2/device` gives them a code, at `/device` a person types
/// it on another device and decides, and the token endpoint is polled until then.
@NullMarked
package dev.cardea.device;

import org.jspecify.annotations.NullMarked;
