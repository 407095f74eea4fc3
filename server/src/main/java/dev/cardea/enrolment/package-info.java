/// How accounts come to be without an operator writing them down: people register themselves, or are invited.
@NullMarked
package dev.cardea.enrolment;

import org.jspecify.annotations.NullMarked;
