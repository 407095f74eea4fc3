/// The authorization endpoint `/oauth2/auth` (RFC 6749 §3.1, OIDC Core §3.1.2): reads the request, sends the person
/// through sign-in and consent as needed, and answers the client. Decides from stored state alone where a person is;
/// the steps only ever come back here.
@NullMarked
package dev.cardea.authorize;

import org.jspecify.annotations.NullMarked;
