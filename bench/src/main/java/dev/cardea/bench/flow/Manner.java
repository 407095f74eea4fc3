package dev.cardea.bench.flow;

import org.jspecify.annotations.Nullable;

/// How a client goes through the code flow.
///
/// @param pushes its authorization requests (RFC 9126)
/// @param key to which its tokens are bound (RFC 9449); null for bearer tokens
public record Manner(String responseType, boolean pushes, @Nullable HeldKey key) {
    public static final Manner PLAIN = new Manner("code", false, null);
    public static final Manner HYBRID = new Manner("code id_token", false, null);

    /// A pushed request and bound tokens, each request of the client with a proof.
    public static Manner pushedAndBound() {
        return new Manner("code", true, new HeldKey());
    }

    /// A header line, or nothing.
    String proof(String address) {
        return key == null ? "" : "DPoP: " + key.proof(address) + "\r\n";
    }
}
