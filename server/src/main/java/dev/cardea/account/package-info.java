/// What becomes of accounts ([dev.cardea.account.Accounts]), and the pages `/account/**`, where people look after their
/// own.
@NullMarked
package dev.cardea.account;

import org.jspecify.annotations.NullMarked;
