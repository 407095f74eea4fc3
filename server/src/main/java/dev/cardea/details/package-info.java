/// What clients ask for in detail (RFC 9396): the types of authorization details that the configuration declares, each
/// with its JSON Schema, who may use them, and how people read them.
@NullMarked
package dev.cardea.details;

import org.jspecify.annotations.NullMarked;
