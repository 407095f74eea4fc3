package dev.cardea.registration;

import com.nimbusds.jose.jwk.JWKSet;
import dev.cardea.client.PublicKeySettings;
import dev.cardea.config.Section;
import dev.cardea.details.DetailTypes;
import dev.cardea.oauth.OAuthException;
import dev.cardea.oauth.Scopes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads `features.dynamic_registration` and the section `registration`.
public final class RegistrationPolicySettings {
    private static final String SCOPE = "openid profile email address phone offline_access offline";
    private static final int MANY = 1_000_000;

    private RegistrationPolicySettings() {}

    public static RegistrationPolicy read(Section root, DetailTypes detailTypes) {
        var section = root.section("registration");
        var year = Duration.ofDays(365);
        return new RegistrationPolicy(
                root.section("features").oneOf("dynamic_registration", RegistrationPolicy.Mode.off),
                section.duration("secret_lifetime", Duration.ZERO, Duration.ofDays(3650), Duration.ZERO),
                section.duration("unused_after", Duration.ofHours(1), year, Duration.ofDays(30)),
                section.integer("per_hour", 1, MANY, 60),
                section.integer("most_open_clients", 1, MANY, 10_000),
                section.flag("require_pkce", true),
                scope(section),
                issuers(section),
                detailTypes,
                root.section("features")
                        .oneOf("client_id_metadata_documents", List.of("off", "on"), "off")
                        .equals("on"));
    }

    private static Scopes scope(Section section) {
        try {
            return Scopes.parse(section.string("scope", SCOPE));
        } catch (OAuthException e) {
            section.mistake("scope", e.error().description(), "write scope values separated by single spaces");
            return Scopes.NONE;
        }
    }

    private static Map<String, JWKSet> issuers(Section section) {
        var issuers = new HashMap<String, JWKSet>();
        for (var issuer : section.sections("software_statement_issuers")) {
            var name = issuer.required("issuer", "write the iss of its software statements");
            var keys = PublicKeySettings.read(issuer);
            if (keys.isEmpty() && !issuer.has("jwks")) issuer.mistake("jwks", "is missing", "list its public keys");
            keys.ifPresent(jwks -> issuers.put(name, jwks));
        }
        return issuers;
    }
}
