package dev.cardea;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("docs/conformance.md")
class ConformancePageTest {
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)#(\\w+)`");

    @Test
    void names_tests_that_exist() throws IOException {
        var tests = sources();
        var page = Files.readString(Path.of("..", "docs", "conformance.md"));
        var named = NAMED.matcher(page).results().toList();
        assertThat(named).hasSizeGreaterThan(50);
        for (var test : named)
            assertThat(tests.getOrDefault(test.group(1), "").contains("void " + test.group(2) + "("))
                    .as(test.group())
                    .isTrue();
    }

    @Test
    void leaves_no_module_without_a_test_or_a_reason() throws IOException {
        var rows = Files.readAllLines(Path.of("..", "docs", "conformance.md"))
                .stream()
                .filter(line -> line.startsWith("| `oidcc-"))
                .toList();
        assertThat(rows).hasSizeGreaterThan(50)
                .allMatch(row -> NAMED.matcher(row).find() || row.contains("skipped: "));
    }

    /// By the names of their classes.
    private static Map<String, String> sources() throws IOException {
        var sources = new HashMap<String, String>();
        for (var root : List.of(Path.of("src", "test", "java"), Path.of("..", "e2e", "src", "test", "java")))
            try (var files = Files.walk(root)) {
                for (var file : files.filter(path -> path.toString().endsWith("Test.java")).toList())
                    sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        return sources;
    }
}
