package dev.cardea.attribute;

import java.util.Optional;

/// What the values of a claim can be.
@FunctionalInterface
public interface Kind {
    /// @param what is wrong with a value, starting with a verb
    /// @param remedy what would be right
    record Problem(String what, String remedy) {
        @Override
        public String toString() {
            return what + ": " + remedy;
        }
    }

    /// Why this cannot be a value; empty where it can.
    Optional<Problem> problem(Object value);
}
