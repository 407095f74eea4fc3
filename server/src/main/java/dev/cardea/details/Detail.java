package dev.cardea.details;

import dev.cardea.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One thing that a client asks for in detail (RFC 9396 §2): a JSON object with a `type`. It equals another one as JSON
/// does: the order of members does not count.
public record Detail(Map<String, Object> members) {
    /// The parameter, the claim and the member of answers.
    public static final String NAME = "authorization_details";
    static final String TYPE = "type";
    static final String LOCATIONS = "locations";
    static final String IDENTIFIER = "identifier";
    /// The common fields (§2.2) that are lists: a token can be for a part of each.
    static final Set<String> LISTS = Collections.unmodifiableSet(
            new LinkedHashSet<>(List.of("actions", LOCATIONS, "datatypes", "privileges")));

    public Detail {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    public String type() {
        return String.valueOf(members.get(TYPE));
    }

    /// At which resources it is to be used; empty where it does not say.
    public List<String> locations() {
        return members.get(LOCATIONS) instanceof List<?> several
                ? several.stream().map(String::valueOf).toList()
                : List.of();
    }

    /// Whether it can be used at one of these. One that names no place can be used anywhere.
    public boolean isAt(List<String> resources) {
        var locations = locations();
        return locations.isEmpty() || locations.stream().anyMatch(resources::contains);
    }

    /// Whether it is the granted one, or less (§6.1): the same but for lists that have some of what is granted. None of it
    /// is not less, since a type may mean everything by that.
    boolean isWithin(Detail granted) {
        return members.keySet().equals(granted.members.keySet()) && members.keySet()
                .stream()
                .allMatch(name -> isWithin(name, members.get(name), granted.members.get(name)));
    }

    private static boolean isWithin(String name, @Nullable Object asked, @Nullable Object granted) {
        if (asked == null || asked.equals(granted)) return true;
        return LISTS.contains(name) && asked instanceof List<?> some && granted instanceof List<?> all
                && !some.isEmpty() && all.containsAll(some);
    }

    /// Each of them once.
    public static List<Detail> union(List<Detail> some, List<Detail> others) {
        var all = new LinkedHashSet<>(some);
        all.addAll(others);
        return List.copyOf(all);
    }

    /// The types of these, for those who must not see more; null where there are none.
    public static @Nullable List<String> types(List<Detail> details) {
        return details.isEmpty() ? null : details.stream().map(Detail::type).distinct().toList();
    }

    /// As they stand in tokens and answers.
    public static List<Map<String, Object>> members(List<Detail> details) {
        return details.stream().map(Detail::members).toList();
    }

    /// What [#members(List)] made, read again; empty for anything else.
    public static List<Detail> of(@Nullable Object members) {
        if (!(members instanceof List<?> several)) return List.of();
        return several.stream().filter(Map.class::isInstance).map(one -> {
            var named = new LinkedHashMap<String, Object>();
            ((Map<?, ?>) one).forEach((name, value) -> named.put(String.valueOf(name), value));
            return new Detail(named);
        }).toList();
    }

    /// As they are stored and sent: a JSON array.
    public static String text(List<Detail> details) {
        return Json.text(members(details));
    }

    /// What [#text(List)] made.
    public static List<Detail> read(@Nullable String text) {
        return text == null || text.isEmpty() ? List.of() : of(Json.list(text));
    }
}
