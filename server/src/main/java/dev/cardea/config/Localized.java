package dev.cardea.config;

import java.util.HashMap;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Map;

/// A text for people, in the languages in which it was written: `name`, `name#de`.
///
/// @param text where the person's language is not among them
/// @param byTag by language tag in lower case
public record Localized(String text, Map<String, String> byTag) {
    public Localized {
        byTag = Map.copyOf(byTag);
    }

    static Localized read(Section section, String name, String otherwise) {
        var text = section.string(name, otherwise);
        var byTag = new HashMap<String, String>();
        for (var tagged : section.tagged(name)) {
            var tag = tagged.substring(name.length() + 1);
            if (!isTag(tag))
                section.mistake(tagged, "has no language tag behind the #", "write it like " + name + "#de (BCP 47)");
            section.string(tagged).ifPresent(value -> byTag.put(tag.toLowerCase(Locale.ROOT), value));
        }
        return new Localized(text, byTag);
    }

    private static boolean isTag(String tag) {
        try {
            return !new Locale.Builder().setLanguageTag(tag).build().getLanguage().isEmpty();
        } catch (IllformedLocaleException _) {
            return false;
        }
    }

    public String in(Locale locale) {
        var exact = byTag.get(locale.toLanguageTag().toLowerCase(Locale.ROOT));
        return exact != null ? exact : byTag.getOrDefault(locale.getLanguage(), text);
    }
}
