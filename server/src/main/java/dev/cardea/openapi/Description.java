package dev.cardea.openapi;

import dev.cardea.http.Router;
import dev.cardea.oauth.Scopes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// What the files beside this class say of addresses, as far as this server answers at them.
final class Description {
    private static final List<String> FILES = List.of("oauth", "people", "admin");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private Description() {}

    /// @param base what the addresses begin with
    /// @param routes everything that is served
    static Map<String, Object> of(String base, List<Router.Route> routes) {
        var document = new LinkedHashMap<String, Object>();
        document.put("openapi", "3.0.3");
        document.put("info", Map.of(
                "title", "Cardea",
                "version", Objects.requireNonNullElse(Description.class.getPackage().getImplementationVersion(), "dev"),
                "description", "One sign-on server: OAuth 2.0, OpenID Connect, accounts and their administration."));
        document.put("servers", List.of(Map.of("url", base)));
        var tags = new ArrayList<>();
        var paths = new LinkedHashMap<String, Object>();
        var components = new LinkedHashMap<String, Object>();
        for (var file : FILES) {
            var part = read(file);
            tags.addAll((List<?>) part.getOrDefault("tags", List.of()));
            object(part.get("paths")).forEach((path, item) -> {
                var served = served(path, object(item), routes);
                if (served.keySet().stream().anyMatch(METHODS::contains)) paths.put(path, served);
            });
            object(part.get("components")).forEach((kind, members) -> object(
                    components.computeIfAbsent(kind, _ -> new LinkedHashMap<String, Object>()))
                    .putAll(object(members)));
        }
        object(components.get("securitySchemes")).put("oauth", signIn(base));
        document.put("tags", used(tags, paths));
        document.put("paths", paths);
        document.put("components", components);
        return document;
    }

    private static Map<String, Object> served(String path, Map<String, Object> item, List<Router.Route> routes) {
        var methods = routes.stream()
                .filter(route -> route.pattern().equals(path))
                .flatMap(route -> route.methods().stream())
                .map(method -> method.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        var served = new LinkedHashMap<>(item);
        served.keySet().removeIf(name -> METHODS.contains(name) && !methods.contains(name));
        return served;
    }

    /// By which a reader of the page can sign in.
    private static Map<String, Object> signIn(String base) {
        return Map.of("type", "oauth2", "flows", Map.of("authorizationCode", Map.of(
                "authorizationUrl", base + "/oauth2/auth",
                "tokenUrl", base + "/oauth2/token",
                "scopes", new LinkedHashMap<>(Map.of(
                        Scopes.OPENID, "Who is signed in",
                        "profile", "Name and the like",
                        "email", "E-mail address",
                        "admin.read", "Look at accounts, organizations, roles and the audit log",
                        "admin.write", "Change them")))));
    }

    private static List<Object> used(List<Object> tags, Map<String, Object> paths) {
        var used = paths.values()
                .stream()
                .flatMap(item -> object(item).values().stream())
                .filter(Map.class::isInstance)
                .flatMap(operation -> ((List<?>) object(operation).getOrDefault("tags", List.of())).stream())
                .collect(Collectors.toSet());
        return tags.stream().filter(tag -> used.contains(object(tag).get("name"))).toList();
    }

    private static Map<String, Object> read(String file) {
        try (var in = Objects.requireNonNull(Description.class.getResourceAsStream("/openapi/" + file + ".yaml"))) {
            // The same answers stand in many places.
            var settings = LoadSettings.builder().setMaxAliasesForCollections(1000).build();
            return object(Objects.requireNonNull(
                    new Load(settings).loadFromString(new String(in.readAllBytes(), StandardCharsets.UTF_8))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked") // names are texts in all of these files
    private static Map<String, Object> object(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }
}
