package dev.cardea.refusal;

import dev.cardea.http.Refused;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The rule that refuses: the one that whoever refused named, else the one that the description cites, else the one that
/// says how its endpoint refuses.
final class Rules {
    private static final Pattern CITED = Pattern
            .compile("\\(((?:RFC \\d+|OIDC [A-Z][A-Za-z]+|FAPI [^()]{1,40}) section [^()]{1,40})\\)");
    private static final Map<String, String> BY_PLACE = Map.ofEntries(
            Map.entry("/oauth2/auth", "RFC 6749 §4.1.2.1"),
            Map.entry("/oauth2/token", "RFC 6749 §5.2"),
            Map.entry("/oauth2/par", "RFC 9126 §2.3"),
            Map.entry("/oauth2/introspect", "RFC 7662 §2.3"),
            Map.entry("/oauth2/revoke", "RFC 7009 §2.2.1"),
            Map.entry("/oauth2/register", "RFC 7591 §3.2.2"),
            Map.entry("/oauth2/register/{client_id}", "RFC 7592 §2"),
            Map.entry("/oauth2/device", "RFC 8628 §3.1"),
            Map.entry("/device", "RFC 8628 §3.3"),
            Map.entry("/oauth2/bc-authorize", "OpenID Connect CIBA Core 1.0 §13"),
            Map.entry("/oauth2/sessions/logout", "OpenID Connect RP-Initiated Logout 1.0 §4"),
            Map.entry("/userinfo", "RFC 6750 §3.1"));
    private static final String ANY = "RFC 9110 §15";

    private Rules() {}

    static String of(Refused refused, String place) {
        return Optional.ofNullable(refused.section())
                .or(() -> cited(refused.description()))
                .orElseGet(() -> BY_PLACE.getOrDefault(place, ANY));
    }

    /// The characters of a description are those of RFC 6749 §5.2, which has no section sign.
    private static Optional<String> cited(String description) {
        var cited = CITED.matcher(description);
        return cited.find() ? Optional.of(cited.group(1).replace("section ", "§")) : Optional.empty();
    }
}
