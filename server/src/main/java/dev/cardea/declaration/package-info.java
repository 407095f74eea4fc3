/// What an operator declares in the configuration file (organizations, roles, users, clients), and how the stores
/// are brought in line with it.
@NullMarked
package dev.cardea.declaration;

import org.jspecify.annotations.NullMarked;
