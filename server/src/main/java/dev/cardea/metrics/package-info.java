/// What an operator's monitoring reads: counts and times of requests, sign-ins, tokens, the database and the JVM, in
/// the Prometheus text format. Labels are closed sets; nothing a caller sends becomes one.
@NullMarked
package dev.cardea.metrics;

import org.jspecify.annotations.NullMarked;
