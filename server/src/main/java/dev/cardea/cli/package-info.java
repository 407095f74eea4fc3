/// The `cardea` command: what an operator types, and what it answers.
@NullMarked
package dev.cardea.cli;

import org.jspecify.annotations.NullMarked;
