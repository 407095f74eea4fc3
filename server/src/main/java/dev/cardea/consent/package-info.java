/// What a person has allowed a client to have, and the page that asks for it.
@NullMarked
package dev.cardea.consent;

import org.jspecify.annotations.NullMarked;
