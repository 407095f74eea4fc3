package dev.cardea.attribute;

import dev.cardea.config.Localized;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something known of people that no standard has a claim for, as the configuration declares it.
///
/// @param name also of the claim
/// @param type as in the configuration
/// @param values that can be chosen, of an `enum`
/// @param label what people call it
/// @param visibleTo who sees it here; what clients are told is another question
/// @param editableBy who changes it
/// @param scope that opens it to clients; null where only declared scopes do
public record Attribute(
        String name,
        Type type,
        List<String> values,
        Localized label,
        Audience visibleTo,
        Audience editableBy,
        @Nullable String scope) {
    /// Administrators see and change everything.
    public enum Audience {
        person, administrator
    }

    /// Each named as it is written, with an underscore where Java has another use for the word.
    public enum Type {
        string, boolean_, number, date, enum_;

        public String written() {
            return name().replace("_", "");
        }
    }

    public Attribute {
        values = List.copyOf(values);
    }

    Kind kind() {
        return switch (type) {
            case string -> Kinds.TEXT;
            case boolean_ -> Kinds.FLAG;
            case number -> Kinds.NUMBER;
            case date -> Kinds.DATE;
            case enum_ -> Kinds.oneOf(values);
        };
    }
}
