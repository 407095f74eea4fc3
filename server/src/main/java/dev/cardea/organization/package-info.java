/// The organizations that accounts and clients belong to, and the roles that people hold.
@NullMarked
package dev.cardea.organization;

import org.jspecify.annotations.NullMarked;
