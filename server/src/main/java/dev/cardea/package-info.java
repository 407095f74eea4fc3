@NullMarked
package dev.cardea;

import org.jspecify.annotations.NullMarked;
