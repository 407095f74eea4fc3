/// Cardea as others see it: a person with a browser, and applications written with other people's libraries.
@NullMarked
package dev.cardea.e2e;

import org.jspecify.annotations.NullMarked;
