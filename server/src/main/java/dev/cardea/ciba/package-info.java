/// OpenID Connect Client-Initiated Backchannel Authentication: `/oauth2/bc-authorize` takes the request of a client about
/// a person, who decides on it at `/account/requests`. The client polls, is told that it can, or is sent the tokens.
@NullMarked
package dev.cardea.ciba;

import org.jspecify.annotations.NullMarked;
