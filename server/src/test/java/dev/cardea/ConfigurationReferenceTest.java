package dev.cardea;

import dev.cardea.config.Document;
import dev.cardea.config.InvalidSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("docs/configuration.md")
class ConfigurationReferenceTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);
    private static final Pattern EXAMPLE = Pattern.compile("^```yaml\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
    /// One of everything that there can be many of.
    private static final String ONE_OF_EACH = """
            organizations: [{}]
            roles: [{}]
            users: [{}]
            attributes: [{}]
            clients: [{}]
            scopes: [{}]
            claims: [{}]
            assertion_issuers: [{}]
            resources: [{}]
            authorization_details_types: [{}]
            registration: { software_statement_issuers: [{}] }
            """;

    @Test
    void describes_exactly_the_names_that_are_read() throws IOException {
        var described = new TreeSet<String>();
        var rows = ROW.matcher(reference());
        while (rows.find()) assertThat(described.add(rows.group(1))).as("%s is described once", rows.group(1)).isTrue();
        assertThat(described).isEqualTo(namesRead());
    }

    @Test
    void has_only_examples_that_are_read_without_a_mistake_in_a_name() throws IOException {
        var examples = EXAMPLE.matcher(reference()).results().map(match -> match.group(1)).toList();
        assertThat(examples).hasSizeGreaterThan(5);
        for (var example : examples) {
            var document = Document.yaml(example, Path.of("."), Map.of());
            new ConfigReader(Path.of(".")).read(document.root());
            assertThat(mistakes(document)).noneMatch(mistake -> mistake.contains("is not a known name"))
                    .noneMatch(mistake -> mistake.contains("not YAML"));
        }
    }

    @Test
    void comes_with_an_example_that_is_correct() throws IOException {
        var config = Config.read(DOCS.resolve("examples/cardea.yaml"), Map.of());
        assertThat(config.declarations().clients()).hasSize(4);
    }

    private static String reference() throws IOException {
        return Files.readString(DOCS.resolve("configuration.md"));
    }

    /// Without the sections, which are described by what is in them.
    private static Set<String> namesRead() {
        var document = Document.yaml(ONE_OF_EACH, Path.of("."), Map.of());
        new ConfigReader(Path.of(".")).read(document.root());
        var names = new TreeSet<>(document.names());
        names.removeIf(name -> document.names()
                .stream()
                .anyMatch(
                        other -> other.startsWith(name + ".") || other.startsWith(name + "[].")));
        return names;
    }

    private static List<String> mistakes(Document document) {
        try {
            document.check();
            return List.of();
        } catch (InvalidSettings e) {
            return e.in("configuration.md");
        }
    }
}
