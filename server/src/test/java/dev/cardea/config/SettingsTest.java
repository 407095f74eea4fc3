package dev.cardea.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Settings: every mistake, with its line")
class SettingsTest {
    enum Colour {
        red, green
    }

    @TempDir
    Path directory;

    @Test
    void reads_each_kind_of_value() {
        var document = yaml("""
                text: hello
                digits: 007
                flag: true
                number: 42
                duration: 90s
                size: 256KB
                colour: green
                list: [a, b]
                section: { inner: x }
                sections:
                  - { id: 1 }
                  - id: two
                """);
        var root = document.root();
        assertThat(root.string("text", "")).isEqualTo("hello");
        assertThat(root.string("digits", "")).isEqualTo("007");
        assertThat(root.flag("flag", false)).isTrue();
        assertThat(root.integer("number", 0, 100, 1)).isEqualTo(42);
        assertThat(root.duration("duration", Duration.ZERO, Duration.ofDays(1), Duration.ZERO)).hasSeconds(90);
        assertThat(root.size("size", 1 << 20, 1)).isEqualTo(256 * 1024);
        assertThat(root.oneOf("colour", Colour.red)).isEqualTo(Colour.green);
        assertThat(root.strings("list", List.of())).containsExactly("a", "b");
        assertThat(root.section("section").string("inner")).hasValue("x");
        assertThat(root.sections("sections")).extracting(s -> s.string("id", "")).containsExactly("1", "two");
        document.check();
    }

    @Test
    void answers_the_given_values_where_nothing_is_written() {
        var document = yaml("");
        var root = document.root();
        assertThat(root.string("text", "otherwise")).isEqualTo("otherwise");
        assertThat(root.flag("flag", true)).isTrue();
        assertThat(root.integer("number", 0, 9, 7)).isEqualTo(7);
        assertThat(root.strings("list", List.of("x"))).containsExactly("x");
        assertThat(root.section("section").string("inner")).isEmpty();
        assertThat(root.sections("sections")).isEmpty();
        document.check();
    }

    @Test
    void reports_all_mistakes_at_once_in_the_order_of_the_file() {
        assertThat(mistakes("""
                number: many
                flag: yes
                duration: 5
                size: 3 bananas
                colour: blue
                range: 11
                long: 2h
                list: single
                single: [a]
                section: 5
                sections: [x]
                items: [a, [b]]
                empty:
                unknwon: 1
                """, root -> {
            root.integer("number", 0, 9, 0);
            root.flag("flag", false);
            root.duration("duration", Duration.ZERO, Duration.ofHours(1), Duration.ZERO);
            root.size("size", 10, 1);
            root.oneOf("colour", Colour.red);
            root.integer("range", 0, 9, 0);
            root.duration("long", Duration.ZERO, Duration.ofHours(1), Duration.ZERO);
            root.values("list");
            root.string("single");
            root.section("section");
            root.sections("sections");
            root.values("items");
            root.string("empty");
            root.string("unknown");
            root.required("missing", "give it one");
        })).containsExactly(
                "x.yaml:1:1: missing: is missing; give it one",
                "x.yaml:1:9: number: 'many' is not a number; write a whole number from 0 to 9",
                "x.yaml:2:7: flag: 'yes' is neither true nor false; write true or false",
                "x.yaml:3:11: duration: '5' is not a duration; write a number with a unit: 500ms, 60s, 10m, 12h or 30d",
                "x.yaml:4:7: size: '3 bananas' is not a size; write a number with a unit: 512B, 256KB or 10MB",
                "x.yaml:5:9: colour: 'blue' is not known; use green or red",
                "x.yaml:6:8: range: '11' is out of range; write a whole number from 0 to 9",
                "x.yaml:7:7: long: '2h' is out of range; write a duration from 0s to 1h",
                "x.yaml:8:1: list: is a single value; write a list: [a, b]",
                "x.yaml:9:1: single: is a list; give it a single value or leave it out",
                "x.yaml:10:1: section: is a single value; write a section: names with values, indented",
                "x.yaml:11:12: sections[0]: is a single value; write a section: names with values",
                "x.yaml:12:12: items[1]: is a list; write a single value here",
                "x.yaml:13:1: empty: is empty; give it a single value or leave it out",
                "x.yaml:14:1: unknwon: is not a known name; did you mean unknown?");
    }

    @Test
    void tells_the_names_that_are_known_where_none_is_similar() {
        assertThat(mistakes("outer:\n  zzz: 1\n", root -> {
            var outer = root.section("outer");
            outer.string("alpha");
            outer.string("beta");
        })).containsExactly("x.yaml:2:3: outer.zzz: is not a known name; known here are alpha and beta");
    }

    @Test
    void refuses_a_name_written_twice() {
        assertThat(mistakes("a: 1\nb: 2\na: 3\n", root -> {
            root.string("a");
            root.string("b");
        })).containsExactly("x.yaml:3:1: a: is already set in line 1; keep one of the two");
    }

    @Test
    void says_where_the_syntax_is_broken() {
        assertThat(mistakes("a: 1\nb: [1\nc: 2\n", _ -> {})).hasSize(1).allMatch(m -> m.startsWith("x.yaml:3:"));
        assertThat(mistakes("just text", _ -> {}))
                .containsExactly("x.yaml:1:1: the file holds no names; write `name: value` lines");
        assertThat(mistakes("a: &a [*a]\n", root -> root.values("a"))).isNotEmpty();
        assertThat(mistakes("a: 1\n---\nb: 2\n", _ -> {})).hasSize(1);
        assertThat(mistakes("a: \u0007\n", _ -> {})).hasSize(1);
    }

    @Test
    void says_what_this_version_does_not_offer() {
        assertThat(mistakes("a: x\nb: open\nc: new\nd: [x, new]\ne: []\n", root -> {
            root.later("a");
            root.only("b", "off");
            root.oneOf("c", List.of("old"), List.of("new"), "old");
            root.subset("d", List.of("x", "y"), List.of("new"), List.of());
            root.later("e");
        })).containsExactly(
                "x.yaml:1:1: a: is not offered by this version; leave it out",
                "x.yaml:2:4: b: 'open' is not offered by this version; write off or leave it out",
                "x.yaml:3:4: c: 'new' is not offered by this version; use old",
                "x.yaml:4:8: d[1]: 'new' is not offered by this version; use x or y");
    }

    @Test
    void replaces_references_to_variables_and_files() throws IOException {
        Files.writeString(directory.resolve("secret"), "s3cret\n");
        var document = Document.yaml(
                "a: ${env:NAME}\nb: 'x-${env:NAME}-${file:" + directory.resolve("secret") + "}'\nc: ${file:secret}\n"
                        + "d: $${env:NAME}\ne: cost $5\n",
                directory,
                Map.of("NAME", "v$1"));
        var root = document.root();
        assertThat(root.string("a")).hasValue("v$1");
        assertThat(root.string("b")).hasValue("x-v$1-s3cret");
        assertThat(root.string("c")).hasValue("s3cret");
        assertThat(root.string("d")).hasValue("${env:NAME}");
        assertThat(root.string("e")).hasValue("cost $5");
        document.check();
    }

    @Test
    void reports_references_that_lead_nowhere() {
        assertThat(mistakes("a: ${env:NONE}\nb: ${file:none}\nc: ${NONE}\nd: ${env:X\n",
                root -> List.of("a", "b", "c", "d")
                        .forEach(root::string)))
                .containsExactly(
                        "x.yaml:1:4: a: the environment variable NONE is not set; set it before starting",
                        "x.yaml:2:4: b: the file none cannot be read (NoSuchFileException);"
                                + " create it, or let the user that runs Cardea read it",
                        "x.yaml:3:4: c: ${NONE} is not a reference; write ${env:NAME} or ${file:/path},"
                                + " or $${ for the characters ${",
                        "x.yaml:4:4: d: ${env:X is not a reference; write ${env:NAME} or ${file:/path},"
                                + " or $${ for the characters ${");
    }

    @Test
    void shows_a_reference_instead_of_what_it_stands_for() {
        var document = Document.yaml("port: ${env:PORT}\n", directory, Map.of("PORT", "topsecret"));
        document.root().integer("port", 0, 9, 0);
        assertThat(report(document)).containsExactly(
                "x.yaml:1:7: port: '${env:PORT}' is not a number; write a whole number from 0 to 9");
    }

    @Test
    void lets_the_environment_override_single_values() {
        var document = Document.yaml(
                "store: { url: a }\nitems: [{ name: b }]\n",
                directory,
                Map.of("CARDEA_STORE_URL", "x", "CARDEA_STORE_POOL_SIZE", "7", "CARDEA_ITEMS_NAME", "y"));
        var root = document.root();
        assertThat(root.section("store").string("url")).hasValue("x");
        assertThat(root.section("store").integer("pool_size", 1, 9, 1)).isEqualTo(7);
        assertThat(root.sections("items").getFirst().string("name")).hasValue("b");
        document.check();
    }

    @Test
    void reports_a_variable_that_is_nearly_one_of_ours_but_no_other() {
        var document = Document.yaml(
                "", directory, Map.of("CARDEA_STORE_ULR", "x", "CARDEA_PORT_8080_TCP", "tcp://10.0.0.1:8080"));
        document.root().section("store").string("url");
        assertThat(report(document)).containsExactly(
                "CARDEA_STORE_ULR: is not a known environment variable; did you mean CARDEA_STORE_URL?");
    }

    @Test
    void reads_json_without_lines_and_without_replacing_anything() {
        var document = Document.json(Map.of("a", "${env:HOME}", "n", 5, "f", true, "l", List.of("x"), "bad", "y"));
        var root = document.root();
        assertThat(root.string("a")).hasValue("${env:HOME}");
        assertThat(root.integer("n", 0, 9, 0)).isEqualTo(5);
        assertThat(root.flag("f", false)).isTrue();
        assertThat(root.strings("l", List.of())).containsExactly("x");
        root.flag("bad", false);
        assertThat(report(document)).containsExactly(
                "bad: 'y' is neither true nor false; write true or false");
    }

    @Test
    void keeps_numbers_and_booleans_apart_from_texts_in_plain_form() {
        var document = yaml("n: 5\nf: true\nt: \"5\"\nz: 0123\nl: [1, x]\ns: { k: v }\n");
        assertThat(document.root().plain()).isEqualTo(
                Map.of("n", 5L, "f", true, "t", "5", "z", "0123", "l", List.of(1L, "x"), "s", Map.of("k", "v")));
    }

    @Test
    void knows_which_names_were_asked_for() {
        var document = yaml("items: [{}, {}]\n");
        document.root().sections("items").forEach(item -> item.section("inner").string("name"));
        assertThat(document.names()).containsExactlyInAnyOrder("items", "items[].inner", "items[].inner.name");
    }

    private Document yaml(String text) {
        return Document.yaml(text, directory, Map.of());
    }

    private List<String> mistakes(String text, Consumer<Section> reading) {
        var document = yaml(text);
        reading.accept(document.root());
        return report(document);
    }

    private static List<String> report(Document document) {
        try {
            document.check();
            return List.of();
        } catch (InvalidSettings e) {
            return e.in("x.yaml");
        }
    }
}
