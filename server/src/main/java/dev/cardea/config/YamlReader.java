package dev.cardea.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Reads YAML 1.2 into a [Tree], keeping the place of everything and replacing references.
final class YamlReader {
    /// Also what ends an alias that contains itself.
    private static final int MAX_DEPTH = 20;

    /// What is missing is missing from the start.
    private static final Tree.Entries EMPTY = new Tree.Entries(new Place(1, 1), Map.of());

    private final Expansion expansion;
    private final Mistakes mistakes;

    YamlReader(Expansion expansion, Mistakes mistakes) {
        this.expansion = expansion;
        this.mistakes = mistakes;
    }

    /// @return the settings; none where there are none, or it is no YAML mapping
    Tree.Entries read(String text) {
        try {
            var node = new Compose(LoadSettings.builder().setUseMarks(true).build()).composeString(text);
            if (node.isEmpty()) return EMPTY;
            if (convert(node.get(), "", 0) instanceof Tree.Entries entries) return entries;
            mistakes.add(place(node.get().getStartMark()), "", "the file holds no names", "write `name: value` lines");
        } catch (MarkedYamlEngineException e) {
            mistakes.add(
                    place(e.getProblemMark()), "", "this is not YAML: " + oneLine(e.getProblem()), "mend the syntax");
        } catch (YamlEngineException e) {
            mistakes.add(Place.NONE, "", "this is not YAML: " + oneLine(e.getMessage()), "mend the syntax");
        }
        return EMPTY;
    }

    private Tree convert(Node node, String path, int depth) {
        var place = place(node.getStartMark());
        if (depth > MAX_DEPTH) {
            mistakes.add(place, path, "this is nested too deeply", "flatten it");
            return new Tree.Scalar(place, "", null);
        }
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar, place, path);
            case SequenceNode sequence -> items(sequence, place, path, depth);
            case MappingNode mapping -> entries(mapping, place, path, depth);
            default -> throw new IllegalStateException("unexpected YAML node " + node.getNodeType());
        };
    }

    private Tree scalar(ScalarNode node, Place place, String path) {
        var written = node.getValue();
        var expanded = expansion.expand(written, (problem, remedy) -> mistakes.unread(place, path, problem, remedy));
        return new Tree.Scalar(place, written, typed(node, expanded));
    }

    private static @Nullable Object typed(ScalarNode node, String text) {
        if (node.getTag().equals(Tag.NULL)) return null;
        if (node.getTag().equals(Tag.BOOL)) return Boolean.valueOf(text);
        // Long enough for every number of ours; a secret of digits stays the text that it is.
        if (node.getTag().equals(Tag.INT) && text.matches("0|-?[1-9][0-9]{0,17}")) return Long.valueOf(text);
        return text;
    }

    private Tree items(SequenceNode node, Place place, String path, int depth) {
        var items = new ArrayList<Tree>();
        for (var item : node.getValue()) items.add(convert(item, path + "[" + items.size() + "]", depth + 1));
        return new Tree.Items(place, items);
    }

    private Tree entries(MappingNode node, Place place, String path, int depth) {
        var entries = new LinkedHashMap<String, Tree.Entry>();
        for (var tuple : node.getValue()) {
            var at = place(tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                mistakes.add(at, path, "a name must be a single word", "write `name: value`");
                continue;
            }
            var name = key.getValue();
            var full = path.isEmpty() ? name : path + "." + name;
            var entry = new Tree.Entry(at, convert(tuple.getValueNode(), full, depth + 1));
            var first = entries.putIfAbsent(name, entry);
            if (first != null)
                mistakes.add(at, full, "is already set in line " + first.name().line(), "keep one of the two");
        }
        return new Tree.Entries(place, entries);
    }

    private static Place place(Optional<Mark> mark) {
        return mark.map(m -> new Place(m.getLine() + 1, m.getColumn() + 1)).orElse(Place.NONE);
    }

    private static String oneLine(@Nullable String text) {
        return text == null ? "" : text.strip().replaceAll("\\s+", " ");
    }
}
