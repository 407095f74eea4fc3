/// What a password must be like to be taken as a new one (NIST SP 800-63B §3.1.1.2): long enough, not among those that
/// are guessed first, and not what everybody knows of the person. No rule asks for kinds of characters.
@NullMarked
package dev.cardea.password;

import org.jspecify.annotations.NullMarked;
