package dev.cardea.details;

import dev.cardea.html.DetailCard;
import dev.cardea.html.DetailCard.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Says a detail in words for people: those of its schema where it has some, else the names and values themselves.
final class DetailWords {
    private static final Set<String> MONEY = Set.of("amount", "currency");

    private final Locale locale;
    private final UnaryOperator<String> place;

    private DetailWords(Locale locale, UnaryOperator<String> place) {
        this.locale = locale;
        this.place = place;
    }

    static DetailCard of(Detail detail, DetailType type, Locale locale, UnaryOperator<String> place) {
        return new DetailCard(type.title().in(locale), type.description().in(locale),
                new DetailWords(locale, place).fields(detail.members(), type.schema().words(), true));
    }

    /// One whose type is not declared any more.
    static DetailCard of(Detail detail, Locale locale, UnaryOperator<String> place) {
        return new DetailCard(detail.type(), "", new DetailWords(locale, place).fields(
                detail.members(), new SchemaWords(Map.of(), Map.of()), true));
    }

    /// @param whole whether these are the members of the detail itself, of which some have a meaning of their own
    private List<Field> fields(Map<?, ?> members, SchemaWords words, boolean whole) {
        var fields = new ArrayList<Field>();
        for (var name : words.inOrder(members.keySet())) {
            var value = Objects.requireNonNull(members.get(name));
            if (whole && name.equals(Detail.TYPE)) continue;
            var own = words.member(name);
            var label = own.title(locale).orElse("");
            fields.add(whole && name.equals(Detail.LOCATIONS) && value instanceof List<?> places
                    ? new Field(name, label, places.stream().map(one -> place.apply((String) one)).toList(), List.of())
                    : field(name, label, value, own));
        }
        return fields;
    }

    private Field field(String name, String label, Object value, SchemaWords words) {
        return switch (value) {
            case Map<?, ?> money when isMoney(money) ->
                new Field(name, label, List.of(money.get("amount") + " " + money.get("currency")), List.of());
            case Map<?, ?> object -> new Field(name, label, List.of(), fields(object, words, false));
            case List<?> several when several.stream().allMatch(DetailWords::isSingle) -> new Field(name, label,
                    several.stream().map(one -> words.items().value(String.valueOf(one), locale)).toList(), List.of());
            case List<?> several -> new Field(name, label, List.of(), numbered(several, words.items()));
            default -> new Field(name, label, List.of(words.value(String.valueOf(value), locale)), List.of());
        };
    }

    private List<Field> numbered(List<?> several, SchemaWords words) {
        var fields = new ArrayList<Field>();
        for (var one : several) fields.add(field(Integer.toString(fields.size() + 1), "", one, words));
        return fields;
    }

    private static boolean isSingle(Object value) {
        return !(value instanceof Map<?, ?>) && !(value instanceof List<?>);
    }

    /// A number without its unit would have to be put together by the reader.
    private static boolean isMoney(Map<?, ?> object) {
        return object.keySet().equals(MONEY) && object.values().stream().allMatch(DetailWords::isSingle);
    }
}
