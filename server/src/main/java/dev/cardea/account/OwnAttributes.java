package dev.cardea.account;

import dev.cardea.attribute.Attribute;
import dev.cardea.attribute.Attributes;
import dev.cardea.html.FormField;
import dev.cardea.http.Form;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The declared attributes that people change themselves, as fields of a form. What is typed becomes what the type of the
/// attribute says.
final class OwnAttributes {
    /// Whatever an attribute is called, it is no other field of the form.
    private static final String PREFIX = "attribute.";
    private static final List<String> FLAGS = List.of("true", "false");
    private final Attributes attributes;

    OwnAttributes(Attributes attributes) {
        this.attributes = attributes;
    }

    /// @param sent whether to show what was typed
    List<FormField> fields(Map<String, Object> claims, Form typed, boolean sent, Locale locale) {
        return attributes.editableByPerson().stream().map(attribute -> {
            var known = claims.get(attribute.name());
            var value = sent ? typed(attribute, typed) : known == null ? "" : String.valueOf(known);
            List<String> problems = sent && isWrong(attribute, value) ? List.of("field.problem.attribute") : List.of();
            var type = attribute.type() == Attribute.Type.date ? "date" : "text";
            return new FormField(PREFIX + attribute.name(), type, value, "off", false, null, null, problems, null,
                    attribute.label().in(locale), choices(attribute));
        }).toList();
    }

    boolean areUsable(Form form) {
        return attributes.editableByPerson().stream().noneMatch(one -> isWrong(one, typed(one, form)));
    }

    /// The claims with what was typed.
    Map<String, Object> changed(Map<String, Object> claims, Form form) {
        var changed = new HashMap<>(claims);
        for (var attribute : attributes.editableByPerson()) {
            var text = typed(attribute, form);
            if (text.isEmpty()) changed.remove(attribute.name());
            // The number as it was is not another one for being written otherwise.
            else if (!text.equals(String.valueOf(claims.get(attribute.name()))))
                changed.put(attribute.name(), value(attribute, text));
        }
        return changed;
    }

    private static List<String> choices(Attribute attribute) {
        return attribute.type() == Attribute.Type.boolean_ ? FLAGS : attribute.values();
    }

    private static String typed(Attribute attribute, Form form) {
        return form.get(PREFIX + attribute.name()).orElse("").strip();
    }

    private boolean isWrong(Attribute attribute, String text) {
        return !text.isEmpty() && attributes.problem(attribute.name(), value(attribute, text)).isPresent();
    }

    private static Object value(Attribute attribute, String text) {
        return switch (attribute.type()) {
            case boolean_ -> FLAGS.contains(text) ? (Object) Boolean.valueOf(text) : text;
            case number -> text.matches("-?[0-9]{1,18}")
                    ? (Object) Long.valueOf(text)
                    : text.matches("-?[0-9]{1,18}\\.[0-9]{1,9}") ? (Object) new BigDecimal(text).doubleValue() : text;
            case string, date, enum_ -> text;
        };
    }
}
