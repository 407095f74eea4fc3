package dev.cardea.html;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/// What the pages say in one language.
public final class Messages {
    private static final String VALUE = "{}";
    private static final Messages ENGLISH = read(Locale.ENGLISH);
    private static final Map<String, Messages> ALL = readAll();
    private final Locale locale;
    private final Map<String, String> texts;

    /// A text with a gap for a value, so that the value can be set apart by markup.
    public record Sentence(String before, String after) {}

    private Messages(Locale locale, Map<String, String> texts) {
        this.locale = locale;
        this.texts = texts;
    }

    /// Those of the locale's language, or English.
    static Messages in(Locale locale) {
        return ALL.getOrDefault(locale.getLanguage(), ENGLISH);
    }

    /// The same, and this too.
    Messages with(Map<String, String> more) {
        var all = new HashMap<>(texts);
        all.putAll(more);
        return new Messages(locale, Map.copyOf(all));
    }

    /// The value of the `lang` attribute.
    public String language() {
        return locale.getLanguage();
    }

    public String get(String key) {
        var text = texts.get(key);
        if (text == null) throw new IllegalArgumentException("no message " + key + " in " + locale);
        return text;
    }

    public boolean has(String key) {
        return texts.containsKey(key);
    }

    public Sentence sentence(String key) {
        var text = get(key);
        var gap = text.indexOf(VALUE);
        if (gap < 0) throw new IllegalArgumentException("message " + key + " has no " + VALUE + " in " + locale);
        return new Sentence(text.substring(0, gap), text.substring(gap + VALUE.length()));
    }

    /// A text with the value in its gap.
    public String filled(String key, String value) {
        var sentence = sentence(key);
        return sentence.before() + value + sentence.after();
    }

    private static Map<String, Messages> readAll() {
        var all = new HashMap<String, Messages>();
        for (var locale : Locales.SPOKEN) all.put(locale.getLanguage(), read(locale));
        return Map.copyOf(all);
    }

    private static Messages read(Locale locale) {
        var file = "/messages/" + locale.getLanguage() + ".properties";
        try (var in = Messages.class.getResourceAsStream(file)) {
            if (in == null) throw new IllegalStateException(file + " is missing");
            var properties = new Properties();
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            var texts = new HashMap<String, String>();
            for (var key : properties.stringPropertyNames()) texts.put(key, properties.getProperty(key));
            return new Messages(locale, Map.copyOf(texts));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
