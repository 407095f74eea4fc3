/// Links that are mailed to people: to prove an address, to finish a registration, to accept an invitation, to choose a
/// new password. Whoever has the link has what it is for, so it is random, stored as a hash, short-lived and spent once.
@NullMarked
package dev.cardea.link;

import org.jspecify.annotations.NullMarked;
