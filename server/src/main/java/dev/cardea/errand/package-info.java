/// What anybody may ask for by naming an e-mail address. It is written down as it came and looked at afterwards, so that
/// neither the answer nor the time it takes depends on whether there is an account with that address.
@NullMarked
package dev.cardea.errand;

import org.jspecify.annotations.NullMarked;
