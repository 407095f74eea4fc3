package dev.cardea.client;

import dev.cardea.client.Client.Credentials;
import dev.cardea.client.Client.Encrypted;
import dev.cardea.config.Section;
import dev.cardea.jose.Encryption;
import org.jspecify.annotations.Nullable;

/// Reads how answers are encrypted for a client (OIDC Registration §2, JARM §3, RFC 9701 §6), and checks that it has a key for it.
final class EncryptionSettings {
    private EncryptionSettings() {}

    static Encrypted read(Section section, Credentials credentials) {
        return new Encrypted(
                read(section, credentials, "id_token_encrypted_response"),
                read(section, credentials, "userinfo_encrypted_response"),
                read(section, credentials, "authorization_encrypted_response"),
                read(section, credentials, "introspection_encrypted_response"));
    }

    private static @Nullable Encryption read(Section section, Credentials credentials, String name) {
        var alg = section.value(name + "_alg").flatMap(value -> value.oneOf(Encryption.ALGORITHMS));
        var enc = section.oneOf(name + "_enc", Encryption.METHODS, Encryption.USUAL_METHOD);
        if (section.has(name + "_enc") && !section.has(name + "_alg"))
            section.mistake(name + "_enc", "is set without " + name + "_alg", "set both, or leave both out");
        if (alg.isEmpty()) return null;
        var encryption = new Encryption(alg.get(), enc);
        check(section, credentials, name + "_alg", encryption);
        return encryption;
    }

    private static void check(Section section, Credentials credentials, String name, Encryption encryption) {
        if (encryption.isWithSecret()) {
            if (credentials.secret() == null)
                section.mistake(name, "needs a client_secret", "choose an algorithm for a public key, like ECDH-ES");
            return;
        }
        var jwks = credentials.jwks();
        if (jwks == null) {
            // What is behind a jwks_uri may change: that is seen when something is to be encrypted.
            if (!section.has("jwks_uri") && !section.has("jwks"))
                section.mistake(name, "needs a public key of the client", "list one in jwks");
        } else if (jwks.getKeys().stream().noneMatch(encryption::fits))
            section.mistake("jwks", "has no key for " + encryption.alg(), "list one with use: enc");
    }
}
