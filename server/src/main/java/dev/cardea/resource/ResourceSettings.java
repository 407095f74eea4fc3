package dev.cardea.resource;

import dev.cardea.client.ResourceUri;
import dev.cardea.config.Section;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.OAuthException;
import dev.cardea.oauth.Scopes;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads `resources`.
public final class ResourceSettings {
    private ResourceSettings() {}

    public static List<Resource> read(Section root) {
        var known = new HashSet<String>();
        return root.sections("resources").stream().map(section -> {
            var resource = resource(section);
            if (!known.add(resource.uri())) section.mistake("resource", "is declared twice", "keep one of them");
            return resource;
        }).toList();
    }

    private static Resource resource(Section section) {
        var uri = section.requiredValue("resource", "write the URI by which clients ask for it");
        uri.ifPresent(ResourceUri::check);
        var text = uri.map(value -> value.text()).orElse("");
        return new Resource(
                text,
                section.localized("name", host(text)),
                scopes(section),
                section.string("client_id").map(ClientId::new).orElse(null),
                section.flag("open", false),
                section.section("lifetimes")
                        .value("access_token")
                        .flatMap(value -> value.duration(Duration.ofSeconds(1), Duration.ofDays(1)))
                        .orElse(null));
    }

    private static String host(String uri) {
        return ResourceUri.isWellFormed(uri) ? Objects.requireNonNullElse(URI.create(uri).getHost(), uri) : uri;
    }

    private static @Nullable Scopes scopes(Section section) {
        if (!section.has("scopes")) return null;
        var values = section.strings("scopes", List.of());
        try {
            return Scopes.parse(String.join(" ", values));
        } catch (OAuthException e) {
            section.mistake("scopes", e.error().description(), "write a list of scope values");
            return Scopes.NONE;
        }
    }
}
