package dev.cardea.bench;

import dev.cardea.bench.floor.Floor;
import java.util.function.ToDoubleFunction;

/// The most processor time that one operation may take.
///
/// @param rule in words
/// @param micros by the floor of the same run
record Budget(String rule, ToDoubleFunction<Floor> micros) {
    static Budget of(double micros) {
        return new Budget("", _ -> micros);
    }
}
