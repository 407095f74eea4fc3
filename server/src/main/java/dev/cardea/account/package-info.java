/// The pages `/account/**`, where people look after their own account.
@NullMarked
package dev.cardea.account;

import org.jspecify.annotations.NullMarked;
