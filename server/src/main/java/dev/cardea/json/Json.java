package dev.cardea.json;

import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Reads and writes JSON objects. Strict on reading: duplicate members, trailing text and deep nesting are errors.
public final class Json {
    private static final int MAX_DEPTH = 20;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .build())
            .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final JsonMapper EXACT = MAPPER.rebuild()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {
    };

    private static final TypeReference<List<Object>> LIST = new TypeReference<>() {
    };

    private Json() {}

    public static byte[] bytes(Map<String, ?> object) {
        return MAPPER.writeValueAsBytes(object);
    }

    public static String text(Map<String, ?> object) {
        return MAPPER.writeValueAsString(object);
    }

    /// A JSON array.
    public static String text(List<?> array) {
        return MAPPER.writeValueAsString(array);
    }

    /// @throws IllegalArgumentException where the text is not one JSON array
    public static List<Object> list(String text) {
        return list(MAPPER, text);
    }

    /// The same with every digit of fractions, as [java.math.BigDecimal].
    public static List<Object> exactList(String text) {
        return list(EXACT, text);
    }

    private static List<Object> list(JsonMapper mapper, String text) {
        try {
            var list = mapper.readValue(text, LIST);
            if (list == null) throw new IllegalArgumentException("expected a JSON array, found null");
            return list;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a JSON array: " + e.getOriginalMessage(), e);
        }
    }

    /// @throws IllegalArgumentException where the text is not one JSON object
    public static Map<String, Object> object(String text) {
        try {
            var object = MAPPER.readValue(text, OBJECT);
            if (object == null) throw new IllegalArgumentException("expected a JSON object, found null");
            return object;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a JSON object: " + e.getOriginalMessage(), e);
        }
    }
}
