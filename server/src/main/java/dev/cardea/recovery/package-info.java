/// Passwords that are replaced: one that was forgotten, by a link that is mailed, and one that is known, by its owner.
@NullMarked
package dev.cardea.recovery;

import org.jspecify.annotations.NullMarked;
