/// The authorization endpoint `/oauth2/auth` (RFC 6749 §3.1, OIDC Core §3.1.2) and `/oauth2/par`, where requests are
/// pushed before (RFC 9126). Finds the request, as parameters or in a request object (RFC 9101), sends the person
/// through sign-in and consent as needed, and answers the client. Decides from stored state alone where a person is;
/// the steps only ever come back here.
@NullMarked
package dev.cardea.authorize;

import org.jspecify.annotations.NullMarked;
