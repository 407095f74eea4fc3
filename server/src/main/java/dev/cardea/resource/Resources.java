package dev.cardea.resource;

import dev.cardea.client.Client;
import dev.cardea.client.ResourceUri;
import dev.cardea.http.Form;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.OAuthException;
import dev.cardea.oauth.Scopes;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who may ask for tokens for which resources (RFC 8707), and what holds for such tokens. A client may ask for what its
/// `audience` and its `resources` name, and for every resource that is open.
public final class Resources {
    public static final String PARAMETER = "resource";
    public static final Resources NONE = new Resources(List.of());
    private static final int MOST_ASKED = 20;

    private final Map<String, Resource> byUri;

    public Resources(List<Resource> declared) {
        byUri = declared.stream().collect(Collectors.toUnmodifiableMap(Resource::uri, Function.identity()));
    }

    /// What is asked for, in order; empty where nothing is.
    ///
    /// @throws OAuthException `invalid_target`
    public List<String> asked(Form form, Client client) {
        var values = form.all(PARAMETER);
        if (values.isEmpty()) return values;
        if (values.size() > MOST_ASKED) throw invalidTarget("resource is there more than " + MOST_ASKED + " times");
        var asked = new LinkedHashSet<String>();
        for (var value : values) {
            if (value.isEmpty()) continue; // RFC 6749 §3.1: as if it were not there
            if (!ResourceUri.isWellFormed(value))
                throw invalidTarget("resource must be an absolute URI without a fragment");
            if (!may(client, value)) throw invalidTarget(refusal(value, client));
            asked.add(value);
        }
        return List.copyOf(asked);
    }

    /// For requests that cannot carry it on: better than to forget it.
    public static void refuse(Form form) {
        if (form.all(PARAMETER).stream().anyMatch(value -> !value.isEmpty()))
            throw invalidTarget("resource cannot be named here; name it in the token request");
    }

    public boolean may(Client client, String uri) {
        var declared = byUri.get(uri);
        return (declared != null && declared.open()) || client.tokens().resources().contains(uri)
                || client.tokens().audience().contains(uri);
    }

    /// The slash behind a host is what is most often too much or missing.
    private String refusal(String uri, Client client) {
        var nearly = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri + "/";
        return "resource " + uri + (may(client, nearly)
                ? " is written " + nearly
                : " is unknown, or not one that this client may ask for");
    }

    /// For what a token is that is asked for within an authorization (§2.2).
    ///
    /// @param granted the resources that the authorization request named: a token can be for all of them or for some.
    ///     Where it named none, tokens are for the client's `audience`, all of it or some
    /// @return empty for the client's `audience`
    /// @throws OAuthException `invalid_target`
    public List<String> within(List<String> granted, Form form, Client client) {
        var asked = asked(form, client);
        if (granted.isEmpty()) {
            if (!client.tokens().audience().containsAll(asked))
                throw invalidTarget("resource was not in the authorization request");
            return asked;
        }
        if (!granted.containsAll(asked))
            throw invalidTarget("resource exceeds the authorization request, which was for "
                    + String.join(" ", granted));
        if (!asked.isEmpty()) return asked;
        // What an operator has taken from the client since then is gone.
        var left = granted.stream().filter(uri -> may(client, uri)).toList();
        if (left.isEmpty()) throw invalidTarget("the client may not ask for the resources any more");
        return left;
    }

    /// What of these scopes means something to at least one of the resources that a token is for.
    public Scopes scopes(Scopes granted, List<String> resources) {
        var known = Scopes.NONE;
        for (var uri : resources) {
            var declared = byUri.get(uri);
            if (declared == null || declared.scopes() == null) return granted;
            known = known.union(declared.scopes());
        }
        return resources.isEmpty() ? granted : granted.intersect(known);
    }

    /// How long a token for these may live, where one of them says it: the shortest counts.
    public Optional<Duration> lifetime(List<String> resources) {
        if (resources.isEmpty()) return Optional.empty();
        return declared(resources)
                .map(Resource::accessToken)
                .filter(Objects::nonNull)
                .min(Duration::compareTo);
    }

    /// Whether a client is the server of one of these.
    public boolean serves(Client client, List<String> resources) {
        return declared(resources).anyMatch(resource -> client.id().equals(resource.server()));
    }

    /// What people see of one.
    public String name(String uri, Locale locale) {
        var declared = byUri.get(uri);
        return declared == null ? uri : declared.name().in(locale);
    }

    /// Those that any client may ask for.
    public List<String> open() {
        return byUri.values().stream().filter(Resource::open).map(Resource::uri).sorted().toList();
    }

    private Stream<Resource> declared(List<String> uris) {
        return uris.stream().map(byUri::get).filter(Objects::nonNull);
    }

    public static OAuthException invalidTarget(String why) {
        return OAuthError.of(ErrorCode.invalid_target, why);
    }
}
