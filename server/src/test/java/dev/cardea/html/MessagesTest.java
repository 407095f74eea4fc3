package dev.cardea.html;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MessagesTest {
    private static final Pattern KEY = Pattern.compile("\"([a-z_]+(?:\\.[a-z_]+)+)\"");
    /// Keys that are put together from values.
    private static final Pattern DERIVED = Pattern
            .compile(
                    "(login\\.problem|device\\.problem|requests\\.result|mail\\.[a-z_]+|form\\.problem|field|password\\.problem|link|(forgot|reset|terms|change|register|confirm|invitation|profile|delete|data|prove|prefer)(\\.(sent|done|gone|taken|closed|managed))?|activity\\.event|emails\\.(done|problem)|account\\.(nav|hint)|factor|enrol\\.(title|lead)|security\\.done|scope|error|detail)\\..+");

    @ParameterizedTest
    @ValueSource(strings = {"de", "fr" })
    void has_the_same_keys_in_every_language(String language) throws IOException {
        assertThat(texts(language).stringPropertyNames()).isEqualTo(texts("en").stringPropertyNames());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr" })
    void leaves_no_text_empty(String language) throws IOException {
        assertThat(texts(language)).allSatisfy((_, text) -> assertThat((String) text).isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "fr" })
    void has_room_for_the_name_in_every_language(String language) throws IOException {
        assertThat(withGap(language)).isEqualTo(withGap("en"));
    }

    @Test
    void has_every_text_that_a_page_says_and_no_other() throws IOException {
        var said = new TreeSet<String>();
        try (var files = Files.walk(Path.of("src/main/jte"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".jte")).toList()) {
                var keys = KEY.matcher(Files.readString(file));
                while (keys.find()) said.add(keys.group(1));
            }
        }
        var known = texts("en").stringPropertyNames();
        assertThat(known).containsAll(said);
        assertThat(known).allMatch(key -> said.contains(key) || DERIVED.matcher(key).matches());
    }

    private static Set<String> withGap(String language) throws IOException {
        var texts = texts(language);
        return texts.stringPropertyNames()
                .stream()
                .filter(key -> texts.getProperty(key).contains("{}"))
                .collect(Collectors.toSet());
    }

    private static Properties texts(String language) throws IOException {
        var texts = new Properties();
        try (var in = MessagesTest.class.getResourceAsStream("/messages/" + language + ".properties")) {
            texts.load(new StringReader(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        }
        return texts;
    }
}
