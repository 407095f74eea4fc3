package dev.cardea.details;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.cardea.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What details of one type look like: a JSON Schema (2020-12) of the operator's. It is closed, since unknown members must
/// be refused (RFC 9396 §5), and it stands for itself: no reference leads out of it, so nothing is ever fetched.
public final class DetailSchema {
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final int MISTAKES_TOLD = 3;
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaCacheEnabled(false)
                    .schemaLoader(loader -> loader.fetchRemoteResources(false)
                            .allow(address -> address.toString().startsWith("https://json-schema.org/draft/")))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .locale(Locale.ENGLISH)
                            .build()));

    private final Schema compiled;
    private final Map<String, Object> written;

    private DetailSchema(Schema compiled, Map<String, Object> written) {
        this.compiled = compiled;
        this.written = written;
    }

    /// @throws IllegalArgumentException what is wrong with it
    static DetailSchema compile(String type, Map<String, Object> written) {
        checkReferences(written);
        var mistakes = told(REGISTRY.getSchema(SchemaLocation.of(DIALECT)), written);
        if (!mistakes.isEmpty()) throw new IllegalArgumentException(mistakes);
        var whole = closed(type, written);
        try {
            var compiled = REGISTRY.getSchema(Json.text(whole), InputFormat.JSON);
            compiled.initializeValidators();
            // One that refers to itself would be found out by the first request.
            compiled.validate(Json.text(Map.of(Detail.TYPE, type)), InputFormat.JSON);
            return new DetailSchema(compiled, whole);
        } catch (SchemaException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("it refers to itself without end", e);
        }
    }

    private static void checkReferences(Object node) {
        switch (node) {
            case Map<?, ?> members -> members.forEach((name, value) -> {
                if (value instanceof String text) checkReference(String.valueOf(name), text);
                else
                    checkReferences(value);
            });
            case List<?> items -> items.forEach(DetailSchema::checkReferences);
            default -> {
                // A value refers to nothing.
            }
        }
    }

    private static void checkReference(String name, String value) {
        if (name.equals("$schema") && !value.equals(DIALECT))
            throw new IllegalArgumentException("$schema is not " + DIALECT);
        if (name.equals("$id")) throw new IllegalArgumentException("$id is not for schemas that stand for themselves");
        if ((name.equals("$ref") || name.equals("$dynamicRef")) && !value.startsWith("#"))
            throw new IllegalArgumentException(name + " leads out of the schema, to " + value
                    + ": nothing is fetched; write it under $defs, and refer to #/$defs/...");
    }

    /// Without unknown members, unless the operator says otherwise.
    private static Map<String, Object> closed(String type, Map<String, Object> written) {
        var whole = new LinkedHashMap<>(written);
        whole.putIfAbsent(Detail.TYPE, "object");
        var properties = new LinkedHashMap<String, Object>();
        properties.put(Detail.TYPE, Map.of("const", type));
        if (whole.get("properties") instanceof Map<?, ?> own)
            own.forEach((name, schema) -> properties.put(String.valueOf(name), schema));
        whole.put("properties", properties);
        if (!whole.containsKey("additionalProperties")) whole.putIfAbsent("unevaluatedProperties", false);
        return whole;
    }

    /// What is wrong with a detail, in the words of the schema; empty where nothing is.
    Optional<String> mistakes(Detail detail) {
        try {
            return Optional.of(told(compiled, detail.members())).filter(told -> !told.isEmpty());
        } catch (StackOverflowError _) {
            // Only a part that this detail has refers to itself.
            return Optional.of("the schema refers to itself without end");
        }
    }

    private static String told(Schema schema, Map<String, Object> object) {
        return schema.validate(Json.text(object), InputFormat.JSON)
                .stream()
                .limit(MISTAKES_TOLD)
                .map(mistake -> mistake.getInstanceLocation() + ": " + mistake.getMessage())
                .map(told -> told.startsWith(": ") ? told.substring(2) : told)
                .collect(Collectors.joining("; "));
    }

    SchemaWords words() {
        return new SchemaWords(written, written);
    }
}
