package dev.cardea.attribute;

import dev.cardea.attribute.Attribute.Audience;
import dev.cardea.claims.ClaimSettings;
import dev.cardea.claims.ReservedClaims;
import dev.cardea.config.Section;
import dev.cardea.config.Value;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads `attributes`.
public final class AttributeSettings {
    /// Claims with a source or a field of their own.
    private static final Set<String> TAKEN = Set.of("email", "email_verified", "preferred_username", "updated_at",
            "organization", "roles", "authorizations", "groups", "permissions");
    private static final List<String> TYPES = Arrays.stream(Attribute.Type.values())
            .map(Attribute.Type::written)
            .toList();

    private AttributeSettings() {}

    public static Attributes read(Section root) {
        var names = new HashSet<String>();
        return new Attributes(root.sections("attributes").stream().map(section -> {
            var attribute = attribute(section);
            if (!names.add(attribute.name())) section.mistake("name", "is declared twice", "keep one of them");
            return attribute;
        }).toList());
    }

    private static Attribute attribute(Section section) {
        var name = section.requiredValue("name", "write the name of the claim");
        name.filter(value -> !isOpen(value.text()))
                .ifPresent(value -> value.wrong("means something else", "choose another name"));
        name.filter(value -> !value.text().matches("[A-Za-z][A-Za-z0-9_.:/-]{0,99}"))
                .ifPresent(value -> value.wrong("is no name", "use letters, digits and _ . : / -"));
        var type = type(section.oneOf("type", TYPES, Attribute.Type.string.written()));
        var text = name.map(Value::text).orElse("?");
        return new Attribute(text, type, values(section, type), section.localized("label", text),
                section.oneOf("visible_to", Audience.person), editableBy(section), scope(section));
    }

    static boolean isOpen(String name) {
        return !TAKEN.contains(name) && !ReservedClaims.has(name) && !Attributes.isStandard(name);
    }

    private static Attribute.Type type(String written) {
        return Arrays.stream(Attribute.Type.values())
                .filter(type -> type.written().equals(written))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> values(Section section, Attribute.Type type) {
        var values = section.strings("values", List.of());
        if (type == Attribute.Type.enum_ && values.isEmpty())
            section.mistake("values", "is missing", "list what can be chosen");
        if (type != Attribute.Type.enum_ && !values.isEmpty())
            section.mistake("values", "is set for another type", "set type: enum, or leave it out");
        for (var twice : values.stream()
                .collect(Collectors.groupingBy(value -> value, Collectors.counting()))
                .entrySet())
            if (twice.getValue() > 1) section.mistake("values", "has " + twice.getKey() + " twice", "keep one");
        return values;
    }

    private static Audience editableBy(Section section) {
        var editable = section.oneOf("editable_by", Audience.administrator);
        if (editable == Audience.person && section.oneOf("visible_to", Audience.person) == Audience.administrator)
            section.mistake("editable_by", "lets people change what they do not see", "set visible_to: person");
        return editable;
    }

    private static @Nullable String scope(Section section) {
        var scope = section.value("scope");
        scope.filter(value -> !ClaimSettings.isDeclarable(value.text()))
                .ifPresent(value -> value.wrong("cannot be declared", "choose another word, without spaces"));
        return scope.map(Value::text).orElse(null);
    }
}
