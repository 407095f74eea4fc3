/// Reading settings so that every mistake is reported at once, each with its line.
@NullMarked
package dev.cardea.config;

import org.jspecify.annotations.NullMarked;
