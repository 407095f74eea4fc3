/// Measures whether the time that an answer takes tells if there is an account.
@NullMarked
package dev.cardea.bench.enumeration;

import org.jspecify.annotations.NullMarked;
