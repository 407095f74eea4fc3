/// What must reach somebody else, kept until it has: a message is written in the transaction of what it is about, sent
/// after the commit, and tried again until it is acknowledged. At least once, in no particular order.
@NullMarked
package dev.cardea.outbox;

import org.jspecify.annotations.NullMarked;
