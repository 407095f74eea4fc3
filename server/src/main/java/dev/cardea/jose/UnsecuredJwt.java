package dev.cardea.jose;

import java.util.Map;
import java.util.Optional;

/// A JWT that nobody signed (RFC 7519 §6), read as strictly as one that somebody did.
///
/// @param claims of which `exp`, `nbf` and `iat` are possible times where they are numbers
public record UnsecuredJwt(Map<String, Object> header, Map<String, Object> claims) {
    /// Empty where it is too long, has another `alg` than `none`, or a signature.
    public static Optional<UnsecuredJwt> parse(String text) {
        var parts = text.split("\\.", -1);
        if (text.length() > ForeignJwt.MAX_LENGTH || parts.length != 3 || !parts[2].isEmpty()) return Optional.empty();
        try {
            var header = ForeignJwt.object(parts[0]);
            var plain = "none".equals(header.get("alg")) && !header.containsKey("crit") && !header.containsKey("b64");
            return plain
                    ? Optional.of(new UnsecuredJwt(header, ForeignJwt.withPossibleTimes(ForeignJwt.object(parts[1]))))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "UnsecuredJwt";
    }
}
