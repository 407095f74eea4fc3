package dev.cardea.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A group of named settings. Every getter that finds something wrong records a mistake, answers with what it was
/// given for an absent value, and reading goes on; [Document#check()] reports them all.
public final class Section {
    private static final String LATER = "is not offered by this version";

    private final Document document;
    private final Tree.Entries tree;
    private final String path;
    private final String pattern;
    private final boolean fixed;
    private final Set<String> asked = new LinkedHashSet<>();

    /// @param fixed whether there is exactly one such section, so that an environment variable can name its settings
    Section(Document document, Tree.Entries tree, String path, String pattern, boolean fixed) {
        this.document = document;
        this.tree = tree;
        this.path = path;
        this.pattern = pattern;
        this.fixed = fixed;
    }

    /// Whether the setting is there, right or wrong.
    public boolean has(String name) {
        ask(name);
        return tree.entries().containsKey(name) || (fixed && document.override(full(path, name)).isPresent());
    }

    public Optional<Value> value(String name) {
        ask(name);
        if (fixed) {
            var override = document.override(full(path, name));
            if (override.isPresent()) return override;
        }
        var entry = tree.entries().get(name);
        if (entry == null) return Optional.empty();
        if (entry.value() instanceof Tree.Scalar(var place, var written, var value) && value != null)
            return Optional.of(new Value(document, place, full(path, name), written, value.toString()));
        mistake(name, "is " + entry.value().kind(), "give it a single value or leave it out");
        return Optional.empty();
    }

    public Optional<String> string(String name) {
        return value(name).map(Value::text);
    }

    public String string(String name, String otherwise) {
        return string(name).orElse(otherwise);
    }

    /// @return the empty string where the value is missing, which is a mistake
    public String required(String name, String remedy) {
        return requiredValue(name, remedy).map(Value::text).orElse("");
    }

    public Optional<Value> requiredValue(String name, String remedy) {
        var value = value(name);
        if (value.isEmpty() && !has(name)) mistake(name, "is missing", remedy);
        value.filter(v -> v.text().isEmpty()).ifPresent(v -> v.mistake("is empty", remedy));
        return value.filter(v -> !v.text().isEmpty());
    }

    public boolean flag(String name, boolean otherwise) {
        return value(name).flatMap(Value::flag).orElse(otherwise);
    }

    public int integer(String name, int min, int max, int otherwise) {
        return value(name).flatMap(v -> v.integer(min, max)).orElse(otherwise);
    }

    public Duration duration(String name, Duration min, Duration max, Duration otherwise) {
        return value(name).flatMap(v -> v.duration(min, max)).orElse(otherwise);
    }

    public long size(String name, long max, long otherwise) {
        return value(name).flatMap(v -> v.size(max)).orElse(otherwise);
    }

    public String oneOf(String name, Collection<String> offered, String otherwise) {
        return value(name).flatMap(v -> v.oneOf(offered)).orElse(otherwise);
    }

    public <E extends Enum<E>> E oneOf(String name, E otherwise) {
        var type = otherwise.getDeclaringClass();
        var names = Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
        return value(name).flatMap(v -> v.oneOf(names)).map(n -> Enum.valueOf(type, n)).orElse(otherwise);
    }

    /// A choice of which this version offers only a part.
    public String oneOf(String name, List<String> offered, List<String> later, String otherwise) {
        var value = value(name);
        if (value.isPresent() && later.contains(value.get().text())) {
            value.get().wrong(LATER, "use " + Value.list(offered));
            return otherwise;
        }
        return oneOf(name, offered, otherwise);
    }

    /// A name that is reserved: this version does only what `offered` says.
    public void only(String name, String offered) {
        value(name).filter(v -> !v.text().equals(offered))
                .ifPresent(
                        v -> v.wrong(LATER, "write " + offered + " or leave it out"));
    }

    /// A name that is reserved: this version has nothing behind it.
    public void later(String name) {
        ask(name);
        var entry = tree.entries().get(name);
        if (entry == null || (entry.value() instanceof Tree.Items(_, var items) && items.isEmpty())) return;
        mistake(name, LATER, "leave it out");
    }

    public List<Value> values(String name) {
        var values = new ArrayList<Value>();
        for (var item : items(name)) {
            var at = full(path, name) + "[" + values.size() + "]";
            if (item instanceof Tree.Scalar(var place, var written, var value) && value != null)
                values.add(new Value(document, place, at, written, value.toString()));
            else
                document.mistakes().add(item.place(), at, "is " + item.kind(), "write a single value here");
        }
        return values;
    }

    public List<String> strings(String name, List<String> otherwise) {
        return has(name) ? values(name).stream().map(Value::text).toList() : otherwise;
    }

    /// A list of words from a closed set.
    public List<String> subset(String name, Collection<String> offered, List<String> otherwise) {
        return subset(name, offered, List.of(), otherwise);
    }

    /// A list of words from a closed set of which this version offers only a part.
    public List<String> subset(
            String name, Collection<String> offered, Collection<String> later, List<String> otherwise) {
        if (!has(name)) return otherwise;
        var chosen = new LinkedHashSet<String>();
        for (var value : values(name)) {
            if (later.contains(value.text())) value.wrong(LATER, "use " + Value.list(offered));
            else
                value.oneOf(offered).ifPresent(chosen::add);
        }
        return List.copyOf(chosen);
    }

    /// A section of this one; without any settings where it is absent.
    public Section section(String name) {
        ask(name);
        var entry = tree.entries().get(name);
        var nested = Tree.Entries.NONE;
        if (entry != null) {
            if (entry.value() instanceof Tree.Entries entries) nested = entries;
            else if (!isEmpty(entry.value()))
                mistake(name, "is " + entry.value().kind(), "write a section: names with values, indented");
        }
        return document.open(nested, full(path, name), full(pattern, name), fixed);
    }

    /// The sections of a list, e.g. one for each client.
    public List<Section> sections(String name) {
        var sections = new ArrayList<Section>();
        int index = 0;
        for (var item : items(name)) {
            var at = full(path, name) + "[" + index++ + "]";
            if (item instanceof Tree.Entries entries)
                sections.add(document.open(entries, at, full(pattern, name) + "[]", false));
            else
                document.mistakes().add(item.place(), at, "is " + item.kind(), "write a section: names with values");
        }
        return sections;
    }

    /// The names that are `name` with a language tag, e.g. `client_name#de`.
    public List<String> tagged(String name) {
        var tagged = tree.entries().keySet().stream().filter(other -> other.startsWith(name + "#")).toList();
        tagged.forEach(this::ask);
        return tagged;
    }

    /// A text for people, in one language or several.
    public Localized localized(String name, String otherwise) {
        return Localized.read(this, name, otherwise);
    }

    /// The names that somebody asked for.
    public Set<String> asked() {
        return Set.copyOf(asked);
    }

    /// The same as the reference writes them: with their sections, and `[]` for any index.
    List<String> askedPatterns() {
        return asked.stream().map(name -> full(pattern, name)).toList();
    }

    /// Records a mistake about a setting of this section, or about the section where the setting is absent.
    public void mistake(String name, String problem, String remedy) {
        var entry = tree.entries().get(name);
        document.mistakes().add(entry == null ? tree.place() : entry.name(), full(path, name), problem, remedy);
    }

    /// A setting in whatever shape it has, e.g. a JSON object of another standard.
    public Optional<Object> plain(String name) {
        ask(name);
        return Optional.ofNullable(tree.entries().get(name)).map(entry -> entry.value().plain());
    }

    /// Everything in this section as plain maps, lists, strings, numbers and booleans.
    public Map<String, Object> plain() {
        return tree.plain();
    }

    void reportUnknown() {
        tree.entries()
                .keySet()
                .stream()
                .filter(name -> !asked.contains(name))
                .forEach(name -> mistake(
                        name,
                        "is not a known name",
                        Spelling.nearest(name, asked)
                                .map(meant -> "did you mean " + meant + "?")
                                .orElse("known here are " + Value.list(asked).replace(" or ", " and "))));
    }

    private List<Tree> items(String name) {
        ask(name);
        var entry = tree.entries().get(name);
        if (entry == null || isEmpty(entry.value())) return List.of();
        if (entry.value() instanceof Tree.Items(_, var items)) return items;
        mistake(name, "is " + entry.value().kind(), "write a list: [a, b]");
        return List.of();
    }

    private static boolean isEmpty(Tree tree) {
        return tree instanceof Tree.Scalar(_, _, var value) && value == null;
    }

    private void ask(String name) {
        asked.add(name);
    }

    private static String full(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
