/// The browser's sign-on session, owner of `sid`, and the interaction that leads to one.
@NullMarked
package dev.cardea.session;

import org.jspecify.annotations.NullMarked;
