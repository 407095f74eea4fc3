package dev.cardea.bench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A process and all that descend from it.
///
/// @param root its pid
public record ProcessTree(long root) {
    private static final Path PROC = Path.of("/proc");
    private static final double TICKS_PER_SECOND = 100;

    /// Processor time so far, in seconds, children that have ended included.
    public double seconds() {
        var all = processes();
        long ticks = 0;
        for (var pid : members(all)) {
            var stat = all.get(pid);
            if (stat != null) ticks += stat.own() + stat.children();
        }
        return ticks / TICKS_PER_SECOND;
    }

    public List<Long> members() {
        return members(processes());
    }

    private List<Long> members(Map<Long, ProcStat> all) {
        var members = new ArrayList<Long>();
        for (var pid : all.keySet()) if (descends(pid, all)) members.add(pid);
        return members;
    }

    private boolean descends(long pid, Map<Long, ProcStat> all) {
        for (var at = pid; at > 1;) {
            if (at == root) return true;
            var stat = all.get(at);
            if (stat == null) return false;
            at = stat.parent();
        }
        return false;
    }

    private static Map<Long, ProcStat> processes() {
        var all = new HashMap<Long, ProcStat>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (var entry : entries)
                ProcStat.read(entry)
                        .ifPresent(stat -> all.put(Long.parseLong(String.valueOf(entry.getFileName())), stat));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    /// Resident memory of all members, in bytes. Pages they share are counted for each.
    public long residentBytes() {
        return members().stream().mapToLong(ProcessTree::residentBytes).sum();
    }

    private static long residentBytes(long pid) {
        try {
            for (var line : Files.readAllLines(PROC.resolve(pid + "/status")))
                if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
        } catch (IOException e) {
            // It has ended meanwhile.
        }
        return 0;
    }
}
