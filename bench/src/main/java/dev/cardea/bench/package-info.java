/// Measures the packaged server from outside, and kills it to see what it keeps. Not shipped.
@NullMarked
package dev.cardea.bench;

import org.jspecify.annotations.NullMarked;
