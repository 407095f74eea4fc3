/// Where everything is kept: one implementation of the features' store interfaces for each database.
/// The only packages that see JDBC.
@NullMarked
package dev.cardea.store;

import org.jspecify.annotations.NullMarked;
