/// Mutual TLS (RFC 8705): clients that prove who they are with a certificate.
@NullMarked
package dev.cardea.mtls;

import org.jspecify.annotations.NullMarked;
