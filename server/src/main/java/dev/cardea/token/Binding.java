package dev.cardea.token;

import java.util.Map;
import java.util.Optional;

/// What whoever uses a token must prove to hold (RFC 7800 §3).
///
/// @param thumbprint SHA-256, in base64url
public record Binding(Kind kind, String thumbprint) {
    public enum Kind {
        /// RFC 9449 §6.1.
        key("jkt"),
        /// RFC 8705 §3.1.
        certificate("x5t#S256"),
        /// Of another version of this server: nobody can prove it.
        unknown("");

        private final String member;

        Kind(String member) {
            this.member = member;
        }
    }

    /// Empty for a bearer token.
    static Optional<Binding> read(Map<String, Object> claims) {
        if (!claims.containsKey("cnf")) return Optional.empty();
        if (claims.get("cnf") instanceof Map<?, ?> cnf && cnf.size() == 1)
            for (var kind : Kind.values())
                if (cnf.get(kind.member) instanceof String thumbprint)
                    return Optional.of(new Binding(kind, thumbprint));
        return Optional.of(new Binding(Kind.unknown, ""));
    }

    /// `cnf`.
    Map<String, String> confirmation() {
        return Map.of(kind.member, thumbprint);
    }

    /// `token_type` of an access token: one that is bound to a certificate is used as a bearer token beside it.
    String tokenType() {
        return kind == Kind.key ? "DPoP" : "Bearer";
    }

    /// The rule that a refresh token is bound by.
    String section() {
        return kind == Kind.key ? "RFC 9449 §5" : "RFC 8705 §4";
    }

    /// What to do about it.
    String remedy() {
        return switch (kind) {
            case key -> "is bound to a key: send a DPoP proof made with that key";
            case certificate -> "is bound to a certificate: present that certificate";
            case unknown -> "is bound in a way that is not known here";
        };
    }
}
