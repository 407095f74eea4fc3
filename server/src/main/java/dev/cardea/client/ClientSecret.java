package dev.cardea.client;

import dev.cardea.oauth.ClientId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// A secret presented for a client.
record ClientSecret(ClientId claimedClient, String secret) implements ClientAuthMethod.Credential {
    @Override
    public boolean proves(Client client) {
        var registered = client.credentials().secret();
        return registered != null && MessageDigest.isEqual(utf8(registered), utf8(secret));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "ClientSecret[" + claimedClient + "]";
    }
}
