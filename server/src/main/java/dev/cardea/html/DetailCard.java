package dev.cardea.html;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Something that an application asks for in detail (RFC 9396), in words.
///
/// @param description what it means; empty where the title says it all
public record DetailCard(String title, String description, List<Field> fields) {
    /// What is not seen, or turns the direction of what is around it: it could make one thing look like another.
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\u2028\\u2029]");
    private static final Pattern WORD_BORDER = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|[_\\s-]+");

    public DetailCard {
        fields = List.copyOf(fields);
    }

    /// @param label what its name means; empty where only the name is known
    /// @param values empty for something that has parts
    public record Field(String name, String label, List<String> values, List<Field> fields) {
        public Field {
            values = values.stream().map(DetailCard::seen).toList();
            fields = List.copyOf(fields);
        }

        public String label(Messages messages) {
            if (!label.isEmpty()) return label;
            var key = "detail." + name;
            return messages.has(key) ? messages.get(key) : spelledOut(name);
        }

        public String value(String value, Messages messages) {
            return value.equals("true") || value.equals("false") ? messages.get("detail." + value) : value;
        }
    }

    private static String seen(String text) {
        return UNSEEN.matcher(text).replaceAll("\uFFFD");
    }

    /// `creditorName` and `creditor_name` are Creditor name.
    private static String spelledOut(String name) {
        var words = WORD_BORDER.matcher(seen(name)).replaceAll(" ").strip();
        if (words.isEmpty()) return name;
        var rest = words.chars().allMatch(character -> !Character.isLowerCase(character))
                ? words
                : words.toLowerCase(Locale.ROOT);
        return rest.substring(0, 1).toUpperCase(Locale.ROOT) + rest.substring(1);
    }
}
