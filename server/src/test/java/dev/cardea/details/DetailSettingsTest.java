package dev.cardea.details;

import dev.cardea.Config;
import dev.cardea.TestCardea;
import dev.cardea.TestSite;
import dev.cardea.config.InvalidSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("authorization_details_types")
class DetailSettingsTest {
    @TempDir
    Path directory;

    private Config read(String types) {
        return Config.parse(TestCardea.CONFIGURATION + types, directory, Map.of());
    }

    private DetailType type(String settings) {
        return read("authorization_details_types: [{ type: loan, " + settings + " }]\n").detailTypes().getFirst();
    }

    private static boolean takes(DetailType type, Map<String, Object> members) {
        return type.schema().mistakes(new Detail(members)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "schema: { type: strnig }                             | /type: does not have a value in the enumeration",
            "schema: { properties: [] }                           | /properties: array found, object expected",
            "schema: { properties: { a: { pattern: '(' } } }      | regular expression",
            "schema: { properties: { a: { minLength: -1 } } }     | minimum value of 0",
            "schema: { required: a }                              | /required",
            "schema: { $ref: '#/$defs/none' }                     | /$defs/none cannot be resolved",
            "schema: { properties: { a: { $ref: '#/$defs/b' } } } | cannot be resolved",
            "schema: { $ref: '#' }                                | refers to itself without end",
            "schema: { $ref: 'https://a.example/b.json' }         | nothing is fetched",
            "schema: { allOf: [{ $ref: 'file:///etc/passwd' }] }  | nothing is fetched",
            "schema: { $ref: 'b.json' }                           | nothing is fetched",
            "schema: { $dynamicRef: 'classpath:/a' }              | nothing is fetched",
            "schema: { $id: 'https://a.example/' }                | $id",
            "schema: { $schema: 'http://json-schema.org/draft-07/schema#' } | $schema is not",
            "schema: { requred: [a] }                             | requred is no keyword",
            "schema: { properties: { a: { typ: string } } }       | typ is no keyword",
            "schema: { items: { allOf: [{ maxLenght: 7 }] } }     | maxLenght is no keyword",
            "schema: { definitions: { a: true } }                 | there are $anchor, $comment, $defs",
            "schema: [a]                                          | neither a section nor the name of a file",
            "schema: true                                         | neither a section nor the name of a file",
            "schema: ''                                           | neither a section nor the name of a file",
            "schema: none.json                                    | none.json cannot be read",
            "schema: broken.json                                  | this is not YAML",
            "schema: list.json                                    | the file holds no names"
    })
    void with_a_schema_that_cannot_be_used_stop_the_start(String settings, String why) throws IOException {
        Files.writeString(directory.resolve("broken.json"), "{ \"type\": ");
        Files.writeString(directory.resolve("list.json"), "[]");
        assertThatThrownBy(() -> type(settings)).isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("authorization_details_types[0].schema: of the type loan cannot be used")
                .hasMessageContaining(why);
    }

    @Test
    void never_fetch_a_schema() {
        try (var site = new TestSite()) {
            var address = site.publish("/schema.json", "{}");
            for (var name : List.of("$ref", "$dynamicRef", "$schema"))
                assertThatThrownBy(() -> type("schema: { properties: { a: { " + name + ": '" + address + "' } } }"))
                        .isInstanceOf(InvalidSettings.class);
            assertThat(site.asked).hasValue(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"type: ''", "type: 'two words'", "type: 'a\"b'", "title: A loan", "type: ü",
            "type: a, unknown: 1", "type: a }, { type: a", "type: a, open: perhaps", "type: a, 'title#!': b" })
    void with_other_mistakes_stop_the_start(String settings) {
        assertThatThrownBy(() -> read("authorization_details_types: [{ " + settings + " }]\n"))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("authorization_details_types[");
    }

    @ParameterizedTest
    @ValueSource(strings = {"loan", "Payment", "", "payment " })
    void are_the_only_ones_that_clients_and_issuers_can_be_given(String unknown) {
        var client = TestCardea.client("shop", "authorization_details_types: [payment, '" + unknown + "']");
        assertThatThrownBy(() -> read(client + "authorization_details_types: [{ type: payment }]\n"))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("authorization_details_types")
                .hasMessageContaining("is no declared type");
        assertThatThrownBy(() -> read("assertion_issuers: [{ issuer: a, authorization_details_types: ['" + unknown
                + "'] }]\n")).hasMessageContaining("assertion_issuers[0].authorization_details_types[0]");
    }

    @Test
    void take_a_schema_from_a_file_of_json_or_yaml() throws IOException {
        Files.writeString(directory.resolve("loan.json"), """
                {"properties": {"rate": {"type": "number", "multipleOf": 0.25, "exclusiveMaximum": 7.5}}}""");
        Files.writeString(directory.resolve("loan.yaml"), """
                properties:
                  rate: { type: number, multipleOf: 0.25, exclusiveMaximum: 7.5 }
                """);
        for (var schema : List.of("loan.json", directory.resolve("loan.yaml").toString(),
                "{ properties: { rate: { type: number, multipleOf: 0.25, exclusiveMaximum: 7.5 } } }")) {
            var type = type("schema: " + schema);
            assertThat(takes(type, Map.of("type", "loan", "rate", 1.75))).isTrue();
            for (var wrong : List.of(1.3, 7.5, "1.75"))
                assertThat(takes(type, Map.of("type", "loan", "rate", wrong))).isFalse();
        }
    }

    @Test
    void are_closed_unless_the_schema_opens_them() { // RFC 9396 §5
        var other = Map.<String, Object>of("type", "loan", "other", 1);
        for (var closed : List.of("title: A loan", "schema: {}", "schema: { properties: { a: true } }",
                "schema: { $ref: '#/$defs/a', $defs: { a: { properties: { b: true } } } }"))
            assertThat(takes(type(closed), other)).as(closed).isFalse();
        for (var open : List.of("additionalProperties: true", "unevaluatedProperties: true",
                "properties: { other: true }", "allOf: [{ properties: { other: { type: integer } } }]",
                "$ref: '#/$defs/a', $defs: { a: { properties: { other: true } } }"))
            assertThat(takes(type("schema: { " + open + " }"), other)).as(open).isTrue();
    }

    @Test
    void refuse_what_leads_a_schema_round_in_circles() {
        var type = type("schema: { properties: { a: { $ref: '#/properties/a' }, b: true } }");
        assertThat(takes(type, Map.of("type", "loan", "b", 1))).isTrue();
        assertThat(takes(type, Map.of("type", "loan", "a", 1))).isFalse();
    }

    @Test
    void need_neither_schema_nor_title() {
        var type = type("open: true");
        assertThat(type.title().text()).isEqualTo("loan");
        assertThat(takes(type, Map.of("type", "loan"))).isTrue();
        assertThat(takes(type, Map.of("type", "lone"))).isFalse();
        assertThat(read("").detailTypes()).isEmpty();
    }
}
