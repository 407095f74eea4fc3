/// For whom access tokens are (RFC 8707): the resources that the configuration declares, and who may ask for them.
@NullMarked
package dev.cardea.resource;

import org.jspecify.annotations.NullMarked;
