/// Where log lines go: JSON on standard output, one object a line (`src/main/resources/logback.xml`). Nothing else in
/// the program knows the logging library.
@NullMarked
package dev.cardea.log;

import org.jspecify.annotations.NullMarked;
