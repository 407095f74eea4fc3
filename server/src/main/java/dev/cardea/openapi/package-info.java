/// The description of everything that the server answers (OpenAPI 3.0), and the page on which it can be read and tried.
@NullMarked
package dev.cardea.openapi;

import org.jspecify.annotations.NullMarked;
