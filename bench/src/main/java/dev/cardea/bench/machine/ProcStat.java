package dev.cardea.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A line of `/proc/PID/stat` or `/proc/PID/task/TID/stat` (proc(5)).
///
/// @param own ticks of processor time
/// @param children ticks of children that have ended
record ProcStat(String name, long parent, long own, long children) {
    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;

    /// Empty where it has ended.
    static Optional<ProcStat> read(Path directory) {
        try {
            return Optional.of(parse(Files.readString(directory.resolve("stat"))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static ProcStat parse(String line) {
        // The name may itself contain blanks and parentheses.
        int end = line.lastIndexOf(')');
        var fields = line.substring(end + 2).split(" ");
        return new ProcStat(
                line.substring(line.indexOf('(') + 1, end),
                Long.parseLong(fields[PARENT]),
                Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]),
                Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_SYSTEM]));
    }
}
