package dev.cardea.client;

import dev.cardea.config.Section;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.OAuthException;
import dev.cardea.oauth.Scopes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads `assertion_issuers`. Whom such a word reaches must be said: there are no defaults.
public final class AssertionIssuerSettings {
    private AssertionIssuerSettings() {}

    public static List<AssertionIssuer> read(Section root) {
        var names = new HashSet<String>();
        return root.sections("assertion_issuers").stream().map(section -> {
            var issuer = issuer(section);
            if (!names.add(issuer.issuer())) section.mistake("issuer", "is there twice", "keep one of them");
            return issuer;
        }).toList();
    }

    private static AssertionIssuer issuer(Section section) {
        var issuer = section.required("issuer", "write the iss of its assertions");
        var jwks = PublicKeySettings.read(section).orElse(null);
        var jwksUri = RegisteredUris.fetched(section, "jwks_uri").orElse(null);
        if (section.has("jwks") == section.has("jwks_uri"))
            section.mistake("jwks", section.has("jwks") ? "is set beside jwks_uri" : "is missing",
                    "say its public keys here, or where they are in jwks_uri");
        var clients = section.strings("clients", List.of())
                .stream()
                .map(ClientId::new)
                .collect(Collectors.toUnmodifiableSet());
        if (clients.isEmpty()) section.mistake("clients", "is empty", "list who may present its assertions");
        return new AssertionIssuer(
                issuer,
                jwks,
                jwksUri,
                section.oneOf("subject", List.of("sub", "email"), "sub").equals("email"),
                section.required("organization", "write whose accounts it may speak of"),
                clients,
                scope(section),
                Set.copyOf(section.strings("authorization_details_types", List.of())));
    }

    private static Scopes scope(Section section) {
        try {
            return Scopes.parse(section.string("scope", ""));
        } catch (OAuthException e) {
            section.mistake("scope", e.error().description(), "write scope values separated by single spaces");
            return Scopes.NONE;
        }
    }
}
