/// HTTP as values: a [Request] comes in, a [Response] goes out, a [Router] finds the [Endpoint] between them.
/// The only package that sees Jetty.
@NullMarked
package dev.cardea.http;

import org.jspecify.annotations.NullMarked;
