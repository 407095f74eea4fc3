/// The words of the RFCs: identifiers, scopes, error codes. No behaviour beyond their own syntax.
@NullMarked
package dev.cardea.oauth;

import org.jspecify.annotations.NullMarked;
