/// Every request that the server itself makes: to the addresses of operators and of clients, within bounds
/// that keep it from being used against its own network.
@NullMarked
package dev.cardea.outbound;

import org.jspecify.annotations.NullMarked;
