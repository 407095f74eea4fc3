/// The administration API under `/api/admin`: accounts, organizations, roles and the audit log, for the programs and people
/// that may. One class for each kind of thing.
@NullMarked
package dev.cardea.admin;

import org.jspecify.annotations.NullMarked;
