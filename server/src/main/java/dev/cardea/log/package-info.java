/// Where log lines go: JSON on standard output, one object a line ([dev.cardea.log.Logging]). Nothing else in
/// the program knows the logging library.
@NullMarked
package dev.cardea.log;

import org.jspecify.annotations.NullMarked;
