package dev.cardea.details;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Checks the keywords of a schema before the validator sees it. To that, a keyword with a slip in it would be one that
/// nobody knows, and so would the texts in other languages; and it would follow a reference wherever that leads.
final class SchemaKeywords {
    static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final Set<String> OF_A_SCHEMA = Set.of("not", "if", "then", "else", "items", "contains",
            "additionalProperties", "propertyNames", "unevaluatedItems", "unevaluatedProperties", "contentSchema");
    private static final Set<String> OF_A_LIST = Set.of("allOf", "anyOf", "oneOf", "prefixItems");
    private static final Set<String> OF_NAMES = Set.of("properties", "patternProperties", "dependentSchemas", "$defs");
    private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef");
    private static final Set<String> OTHERS = Set.of("type", "enum", "const", "multipleOf", "maximum", "minimum",
            "exclusiveMaximum", "exclusiveMinimum", "maxLength", "minLength", "pattern", "format", "maxItems",
            "minItems",
            "uniqueItems", "maxContains", "minContains", "maxProperties", "minProperties", "required",
            "dependentRequired", "title", "description", "default", "deprecated", "readOnly", "writeOnly", "examples",
            "contentEncoding", "contentMediaType", "$schema", "$anchor", "$dynamicAnchor", "$comment");

    private SchemaKeywords() {}

    /// The schema with what the validator knows.
    ///
    /// @throws IllegalArgumentException what is wrong
    static Map<String, Object> checked(Map<?, ?> schema) {
        var checked = new LinkedHashMap<String, Object>();
        schema.forEach((key, value) -> {
            var name = (String) key;
            if (name.startsWith("title#") || name.startsWith("description#") || name.startsWith("x-")) return;
            checked.put(name, checked(name, value));
        });
        return checked;
    }

    private static Object checked(String keyword, Object value) {
        if (OF_A_SCHEMA.contains(keyword)) return schema(value);
        if (OF_A_LIST.contains(keyword))
            return value instanceof List<?> several ? several.stream().map(SchemaKeywords::schema).toList() : value;
        if (OF_NAMES.contains(keyword)) return value instanceof Map<?, ?> named ? named(named) : value;
        if (REFERENCES.contains(keyword)) checkReference(keyword, value);
        else if (keyword.equals("$schema") && !value.equals(DIALECT))
            throw new IllegalArgumentException("$schema is not " + DIALECT);
        else if (!OTHERS.contains(keyword)) throw unknown(keyword);
        return value;
    }

    /// What is none, for instance true, is for the validator to judge.
    private static Object schema(Object value) {
        return value instanceof Map<?, ?> schema ? checked(schema) : value;
    }

    private static Map<String, Object> named(Map<?, ?> schemas) {
        var checked = new LinkedHashMap<String, Object>();
        schemas.forEach((name, schema) -> checked.put((String) name, schema(schema)));
        return checked;
    }

    private static void checkReference(String keyword, Object value) {
        if (value instanceof String text && !text.startsWith("#"))
            throw new IllegalArgumentException(keyword + " leads out of the schema, to " + text
                    + ": nothing is fetched; write it under $defs, and refer to #/$defs/...");
    }

    private static IllegalArgumentException unknown(String keyword) {
        var known = new TreeSet<>(OTHERS);
        known.addAll(OF_A_SCHEMA);
        known.addAll(OF_A_LIST);
        known.addAll(OF_NAMES);
        known.addAll(REFERENCES);
        return new IllegalArgumentException(keyword + " is no keyword that has a meaning here; there are "
                + String.join(", ", known));
    }
}
