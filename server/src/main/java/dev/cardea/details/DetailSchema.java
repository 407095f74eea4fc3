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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What details of one type look like: a JSON Schema (2020-12) of the operator's. It is closed, since unknown members must
/// be refused (RFC 9396 §5), and it stands for itself: no reference leads out of it, so nothing is ever fetched.
public final class DetailSchema {
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
        var schema = SchemaKeywords.checked(written);
        var mistakes = told(REGISTRY.getSchema(SchemaLocation.of(SchemaKeywords.DIALECT)), schema);
        if (!mistakes.isEmpty()) throw new IllegalArgumentException(mistakes);
        var whole = closed(type, schema);
        try {
            var compiled = REGISTRY.getSchema(Json.text(whole), InputFormat.JSON);
            compiled.initializeValidators();
            // One that refers to itself would be found out by the first request.
            compiled.validate(Json.text(Map.of(Detail.TYPE, type)), InputFormat.JSON);
            return new DetailSchema(compiled, written);
        } catch (SchemaException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("it refers to itself without end", e);
        }
    }

    /// Without unknown members, unless the operator says otherwise.
    private static Map<String, Object> closed(String type, Map<String, Object> schema) {
        var whole = new LinkedHashMap<>(schema);
        whole.putIfAbsent(Detail.TYPE, "object");
        var properties = new LinkedHashMap<String, Object>();
        properties.put(Detail.TYPE, Map.of("const", type));
        if (whole.get("properties") instanceof Map<?, ?> own)
            own.forEach((name, member) -> properties.put(String.valueOf(name), member));
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
