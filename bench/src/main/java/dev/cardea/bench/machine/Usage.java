package dev.cardea.bench.machine;

import java.util.Optional;

/// Processor time, in seconds.
///
/// @param server of all threads of the server
/// @param compiler the part of it that went into compiling
/// @param collector the part of it that went into collecting garbage
/// @param database of a database server; 0 where there is none
public record Usage(double server, double compiler, double collector, double database) {
    /// What has been used until now.
    public static Usage of(ProcessTree server, ThreadTimes threads, Optional<ProcessTree> database) {
        threads.look();
        return new Usage(
                server.seconds(),
                threads.compiler(),
                threads.collector(),
                database.map(ProcessTree::seconds).orElse(0.0));
    }

    public Usage since(Usage before) {
        return new Usage(
                server - before.server,
                compiler - before.compiler,
                collector - before.collector,
                database - before.database);
    }
}
