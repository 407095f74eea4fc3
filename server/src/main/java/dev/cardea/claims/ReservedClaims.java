package dev.cardea.claims;

import java.util.Set;

/// The names that a protocol gives a meaning in what this server signs or answers: no source, person or operator can.
public final class ReservedClaims {
    private static final Set<String> NAMES = Set.of(
            // RFC 7519 §4.1
            "iss", "sub", "aud", "exp", "nbf", "iat", "jti",
            // OIDC Core §2, §3.1.3.6, §3.3.2.11, §5.6.2, §7.4
            "auth_time", "nonce", "acr", "amr", "azp", "at_hash", "c_hash", "s_hash", "_claim_names",
            "_claim_sources", "sub_jwk",
            // OpenID Connect Front-Channel Logout §3, RFC 8417 §2.2
            "sid", "events", "toe", "txn",
            // RFC 7800 §3.1, RFC 8693 §4, RFC 9068 §2.2, RFC 9396 §7
            "cnf", "act", "may_act", "scope", "client_id", "authorization_details",
            // RFC 7662 §2.2, RFC 9701 §5
            "active", "username", "token_type", "token_introspection",
            // JARM, OpenID Connect CIBA §10.3.1
            "state", "code", "urn:openid:params:jwt:claim:auth_req_id", "urn:openid:params:jwt:claim:rt_hash");

    private ReservedClaims() {}

    public static boolean has(String name) {
        return NAMES.contains(name);
    }
}
