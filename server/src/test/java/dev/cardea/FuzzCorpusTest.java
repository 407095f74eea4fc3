package dev.cardea;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/// What `scripts/fuzz` begins with, and whatever it once found, stays read or refused. A folder of `src/test/fuzz` has the
/// name of the `…Fuzz` class that its files are for.
@DisplayName("Inputs of the fuzzer")
class FuzzCorpusTest {
    private static final Path INPUTS = Path.of("src/test/fuzz");

    @TestFactory
    Stream<DynamicTest> do_no_harm() throws IOException {
        var files = files(INPUTS);
        assertThat(files).isNotEmpty();
        return files.stream().map(file -> DynamicTest.dynamicTest(INPUTS.relativize(file).toString(), () -> {
            target(file.getParent().getFileName().toString()).invoke(null, Files.readAllBytes(file));
        }));
    }

    private static Method target(String name) throws Exception {
        var classes = Path.of(FuzzCorpusTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        var file = files(classes).stream().filter(path -> path.endsWith(name + ".class")).findAny().orElseThrow();
        var type = classes.relativize(file).toString().replace(".class", "").replace('/', '.');
        return Class.forName(type).getMethod("fuzzerTestOneInput", byte[].class);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
