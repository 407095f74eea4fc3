/// Security events: who did what, for whom, from where, and why it was refused.
@NullMarked
package dev.cardea.audit;

import org.jspecify.annotations.NullMarked;
