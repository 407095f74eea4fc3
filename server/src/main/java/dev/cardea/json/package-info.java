/// JSON (RFC 8259) as plain maps and lists. The only place that configures Jackson.
@NullMarked
package dev.cardea.json;

import org.jspecify.annotations.NullMarked;
