package dev.cardea.client;

import dev.cardea.client.Client.Display;
import dev.cardea.config.Section;
import dev.cardea.config.Value;
import dev.cardea.oauth.ClientId;
import java.util.HashMap;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads what people see of a client, in every language that it brings (RFC 7591 §2.2).
final class DisplaySettings {
    private static final List<String> PAGES = List.of("client_uri", "logo_uri", "policy_uri", "tos_uri");
    private static final int LONGEST_NAME = 200;
    /// Control characters, and those that turn the direction of the text around them.
    private static final Pattern CONFUSING = Pattern.compile("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069]");

    private DisplaySettings() {}

    static Display read(Section section, ClientId id) {
        section.strings("contacts", List.of());
        section.string("software_id");
        section.string("software_version");
        var localized = new HashMap<String, String>();
        for (var name : section.tagged("client_name")) {
            checkTag(section, name);
            name(section, name).ifPresent(text -> localized.put(name.toLowerCase(Locale.ROOT), text));
        }
        for (var page : PAGES)
            for (var name : section.tagged(page)) {
                checkTag(section, name);
                RegisteredUris.page(section, name).ifPresent(uri -> localized.put(name.toLowerCase(Locale.ROOT), uri));
            }
        return new Display(
                name(section, "client_name").orElse(id.value()),
                RegisteredUris.page(section, "client_uri").orElse(null),
                RegisteredUris.page(section, "logo_uri").orElse(null),
                RegisteredUris.page(section, "policy_uri").orElse(null),
                RegisteredUris.page(section, "tos_uri").orElse(null),
                localized);
    }

    private static Optional<String> name(Section section, String name) {
        var value = section.value(name);
        value.filter(v -> v.text().isBlank() || v.text().length() > LONGEST_NAME)
                .ifPresent(v -> v.mistake("is empty or too long", "use up to " + LONGEST_NAME + " characters"));
        value.filter(v -> CONFUSING.matcher(v.text()).find())
                .ifPresent(v -> v.mistake("has control characters", "leave them out"));
        return value.map(Value::text);
    }

    private static void checkTag(Section section, String name) {
        try {
            new Locale.Builder().setLanguageTag(name.substring(name.indexOf('#') + 1)).build();
        } catch (IllformedLocaleException _) {
            section.mistake(name, "has no language tag behind the #", "write it like client_name#de (BCP 47)");
        }
    }
}
