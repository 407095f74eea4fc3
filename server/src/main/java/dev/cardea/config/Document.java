package dev.cardea.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import static java.util.stream.Collectors.toSet;

/// One set of settings while it is read: the mistakes so far, and which names were asked for.
public final class Document {
    private static final String PREFIX = "CARDEA_";

    private final Map<String, String> environment;
    private final Expansion expansion;
    private final Mistakes mistakes = new Mistakes();
    private final Map<String, Section> sections = new LinkedHashMap<>();
    private final Set<String> variables = new LinkedHashSet<>();
    private final Section root;

    private Document(Map<String, String> environment, Path directory, Tree.Entries tree) {
        this.environment = environment;
        this.expansion = new Expansion(environment, directory);
        this.root = open(tree, "", "", false); // no environment variable stands for anything in it
    }

    private Document(Map<String, String> environment, Path directory, String yaml) {
        this.environment = environment;
        this.expansion = new Expansion(environment, directory);
        this.root = open(new YamlReader(expansion, mistakes).read(yaml), "", "", true);
    }

    /// @param directory what relative names in `${file:…}` start from
    public static Document yaml(String text, Path directory, Map<String, String> environment) {
        return new Document(environment, directory, text);
    }

    /// Settings that were stored or sent. They have no lines, and nothing in them is replaced or overridden.
    public static Document json(Map<String, ?> object) {
        return new Document(Map.of(), Path.of(""), (Tree.Entries) Tree.of(object));
    }

    public Section root() {
        return root;
    }

    /// Every name asked for so far, with `[]` for any index: what the reference has to describe.
    public Set<String> names() {
        return sections.values().stream().flatMap(section -> section.askedPatterns().stream()).collect(toSet());
    }

    /// To be called when everything has been asked for: what nobody asked for is a mistake too.
    ///
    /// @throws InvalidSettings with every mistake, where there is one
    public void check() {
        sections.values().forEach(Section::reportUnknown);
        reportUnknownVariables();
        checkKnown();
    }

    /// The same, but names that nobody asked for are no mistake.
    ///
    /// @throws InvalidSettings with every mistake, where there is one
    public void checkKnown() {
        var found = mistakes.inOrder();
        if (!found.isEmpty()) throw new InvalidSettings(found);
    }

    /// Only what is nearly one of our variables is reported: others share the prefix, for instance the ones that
    /// Kubernetes makes for a service called `cardea`.
    private void reportUnknownVariables() {
        for (var name : environment.keySet()) {
            if (!name.startsWith(PREFIX) || variables.contains(name)) continue;
            Spelling.nearest(name.substring(PREFIX.length()),
                    variables.stream().map(v -> v.substring(PREFIX.length())).toList())
                    .ifPresent(meant -> mistakes.add(
                            Place.NONE, name, "is not a known environment variable",
                            "did you mean " + PREFIX + meant + "?"));
        }
    }

    /// The section at `path`: always the same one, so that all who ask it for names count.
    Section open(Tree.Entries tree, String path, String pattern, boolean fixed) {
        return sections.computeIfAbsent(path, _ -> new Section(this, tree, path, pattern, fixed));
    }

    Mistakes mistakes() {
        return mistakes;
    }

    /// The environment variable that overrides a setting, where it is set.
    Optional<Value> override(String path) {
        var name = PREFIX + path.toUpperCase(Locale.ROOT).replace('.', '_');
        variables.add(name);
        var text = environment.get(name);
        if (text == null) return Optional.empty();
        var expanded = expansion.expand(text, (problem, remedy) -> mistakes.unread(Place.NONE, name, problem, remedy));
        return Optional.of(new Value(this, Place.NONE, name, text, expanded));
    }
}
