package dev.cardea.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/// One value, and where it stands. Each conversion that fails records a mistake and is empty.
public final class Value {
    private final Document document;
    private final Place place;
    private final String path;
    private final String written;
    private final String text;

    Value(Document document, Place place, String path, String written, String text) {
        this.document = document;
        this.place = place;
        this.path = path;
        this.written = written;
        this.text = text;
    }

    public String text() {
        return text;
    }

    /// As it stands in the file, before references are replaced: fit to be shown.
    public String written() {
        return written;
    }

    /// Records a mistake that shows the value.
    ///
    /// @param problem what is wrong, starting with a verb, e.g. `has a fragment`
    public void wrong(String problem, String remedy) {
        mistake("'" + written + "' " + problem, remedy);
    }

    /// Records a mistake that does not show the value.
    public void mistake(String problem, String remedy) {
        document.mistakes().add(place, path, problem, remedy);
    }

    public Optional<Boolean> flag() {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> {
                wrong("is neither true nor false", "write true or false");
                yield Optional.empty();
            }
        };
    }

    public Optional<Integer> integer(int min, int max) {
        var allowed = "write a whole number from " + min + " to " + max;
        if (!text.matches("-?[0-9]{1,10}")) {
            wrong("is not a number", allowed);
            return Optional.empty();
        }
        long number = Long.parseLong(text);
        if (number >= min && number <= max) return Optional.of((int) number);
        wrong("is out of range", allowed);
        return Optional.empty();
    }

    public Optional<Duration> duration(Duration min, Duration max) {
        var parsed = Amounts.duration(text);
        if (parsed.isEmpty()) wrong("is not a duration", "write " + Amounts.DURATIONS);
        else if (parsed.get().compareTo(min) < 0 || parsed.get().compareTo(max) > 0)
            wrong("is out of range", "write a duration from " + Amounts.write(min) + " to " + Amounts.write(max));
        else
            return parsed;
        return Optional.empty();
    }

    public Optional<Long> size(long max) {
        var parsed = Amounts.size(text);
        if (parsed.isEmpty()) wrong("is not a size", "write " + Amounts.SIZES);
        else if (parsed.get() < 1 || parsed.get() > max) wrong("is out of range", "write a size up to " + max + "B");
        else
            return parsed;
        return Optional.empty();
    }

    public Optional<String> oneOf(Collection<String> offered) {
        if (offered.contains(text)) return Optional.of(text);
        wrong("is not known", "use " + list(offered));
        return Optional.empty();
    }

    /// An absolute URI with a host. What else it must be is for the caller to say.
    public Optional<URI> address() {
        try {
            var uri = new URI(text);
            if (uri.isAbsolute() && uri.getHost() != null) return Optional.of(uri);
        } catch (URISyntaxException _) {
            // said below
        }
        wrong("is not an absolute address", "write it whole, e.g. https://example.com/path");
        return Optional.empty();
    }

    static String list(Collection<String> words) {
        var all = words.stream().sorted().toList();
        if (all.size() == 1) return all.getFirst();
        return String.join(", ", all.subList(0, all.size() - 1)) + " or " + all.getLast();
    }
}
