package dev.cardea.bench;

import dev.cardea.bench.floor.Floor;
import dev.cardea.bench.load.Sample;
import dev.cardea.bench.machine.Usage;

/// What came of one scenario.
record Result(Scenario scenario, Sample sample, Usage usage) {
    /// Of one operation, in microseconds: all threads of the server.
    double serverMicros() {
        return micros(usage.server());
    }

    /// The part of it that went into compiling: what is still warming up.
    double compilerMicros() {
        return micros(usage.compiler());
    }

    double collectorMicros() {
        return micros(usage.collector());
    }

    double databaseMicros() {
        return micros(usage.database());
    }

    boolean isWithin(Floor floor) {
        return serverMicros() <= scenario.budget().micros().applyAsDouble(floor);
    }

    private double micros(double seconds) {
        return seconds / sample.completed() * 1e6;
    }
}
