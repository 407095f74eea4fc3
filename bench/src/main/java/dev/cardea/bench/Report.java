package dev.cardea.bench;

import dev.cardea.bench.floor.Floor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Prints what was measured, in Markdown.
final class Report {
    private static final String BEGIN = "<!-- measured by scripts/bench -->";
    private static final String END = "<!-- end -->";

    private final Options options;
    private final StringBuilder page = new StringBuilder();

    Report(Options options) {
        this.options = options;
    }

    void environment() throws IOException {
        var processor = Files.readAllLines(Path.of("/proc/cpuinfo"))
                .stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown processor");
        line("%s, %d processors, Java %s, %s, %d connections, %d s each after %d s of warm-up.".formatted(processor,
                Files.readAllLines(Path.of("/proc/cpuinfo")).stream().filter(l -> l.startsWith("processor")).count(),
                Runtime.version(),
                switch (options.store) {
                    case sqlite -> "SQLite";
                    case postgres -> "PostgreSQL on the server's core";
                },
                options.connections,
                options.seconds,
                options.warmup));
        var sizes = options.sizes();
        line("Rows: %,d clients, %,d users, %,d refresh tokens, %,d organizations.".formatted(sizes.clients(),
                sizes.users(), sizes.refreshTokens(), sizes.organizations()));
        line("Load average before: %s.".formatted(Files.readString(Path.of("/proc/loadavg")).split(" ")[0]));
        line("");
    }

    void startup(List<Startup> startups) {
        line("| start to the first answer | best | median | worst | idle memory |");
        line("|---|--:|--:|--:|--:|");
        for (var startup : startups)
            line("| %s | %d ms | %d ms | %d ms | %d MB |".formatted(startup.how(), startup.best(), startup.median(),
                    startup.millis().getLast(),
                    startup.residentBytes() >> 20));
        line("");
    }

    void results(Floor floor, List<Result> results) {
        line("| floor | CPU |");
        line("|---|--:|");
        line("| bare form POST | %.1f µs |".formatted(floor.post()));
        line("| RS256 signature | %.1f µs |".formatted(floor.rs256()));
        line("| ES256 signature | %.1f µs |".formatted(floor.es256()));
        line("| ES256 verification | %.1f µs |".formatted(floor.es256Verify()));
        line("| Argon2id | %,.0f µs |".formatted(floor.hash()));
        line("");
        line("| operation | a second | p50 | p99 | CPU | of it compiling, collecting | database | budget | within |");
        line("|---|--:|--:|--:|--:|--:|--:|--:|---|");
        for (var result : results) result(result, floor);
        for (var result : results)
            if (result.sample().failed() > 0)
                line("%n%s: %d failures: %s".formatted(result.scenario().title(), result.sample().failed(),
                        result.sample().failures()));
    }

    private void result(Result result, Floor floor) {
        var budget = result.scenario().budget();
        var limit = "%,.0f µs".formatted(budget.micros().applyAsDouble(floor));
        line("| %s | %,.0f | %.1f ms | %.1f ms | %,.0f µs | %,.0f, %,.0f µs | %s | %s | %s |".formatted(
                result.scenario().title(),
                result.sample().perSecond(),
                result.sample().millis(0.5),
                result.sample().millis(0.99),
                result.serverMicros(),
                result.compilerMicros(),
                result.collectorMicros(),
                result.usage().database() == 0 ? "" : "%,.0f µs".formatted(result.databaseMicros()),
                budget.rule().isEmpty() ? limit : limit + " (" + budget.rule() + ")",
                result.isWithin(floor) ? "yes" : "no"));
    }

    private void line(String line) {
        System.out.println(line);
        page.append(line).append('\n');
    }

    /// Replaces what an earlier run left between the marks of a page.
    void write(Path file) throws IOException {
        var text = Files.readString(file);
        int start = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (start < 0 || end < start) throw new IOException("no marks in " + file);
        Files.writeString(file, text.substring(0, start + BEGIN.length()) + "\n" + page + text.substring(end));
    }
}
