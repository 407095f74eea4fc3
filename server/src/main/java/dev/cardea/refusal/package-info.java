/// Why requests were refused: the whole decision, for the operator, under the `error_id` that the answer carried. Kept
/// for a day, bounded, and read by `cardea why`.
@NullMarked
package dev.cardea.refusal;

import org.jspecify.annotations.NullMarked;
