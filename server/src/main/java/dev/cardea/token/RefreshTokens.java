package dev.cardea.token;

import dev.cardea.client.Client;
import dev.cardea.jose.Base64Url;
import dev.cardea.jose.KeyedHash;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.ExpiringId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// The text of refresh tokens. A family is an [Authorization] and a counter; the token of each generation is computed
/// from both with a keyed MAC that also binds the client. So nothing of a token is stored, a forged one is refused
/// without asking the store, and the successor of a token can be given again without having been kept.
public final class RefreshTokens {
    private static final String PREFIX = "rt_";
    private static final int ID_BYTES = 20;
    private static final int SIGNED_BYTES = ID_BYTES + Integer.BYTES;
    private static final int MAC_BYTES = 32;
    private static final int TEXT_LENGTH = 78;

    /// @param generation counts the rotations of the family, from 0
    public record Presented(ExpiringId authorization, int generation) {}

    private final KeyedHash mac;

    public RefreshTokens(KeyedHash mac) {
        this.mac = mac;
    }

    public String write(ExpiringId authorization, int generation, ClientId client) {
        var signed = ByteBuffer.allocate(SIGNED_BYTES)
                .putInt(authorization.bucket())
                .put(HexFormat.of().parseHex(authorization.id()))
                .putInt(generation)
                .array();
        var text = Arrays.copyOf(signed, SIGNED_BYTES + MAC_BYTES);
        System.arraycopy(mac.of(signed, utf8(client.value())), 0, text, SIGNED_BYTES, MAC_BYTES);
        return PREFIX + Base64Url.encode(text);
    }

    /// Reads a token that this server wrote for this client. Empty for everything else, however close.
    public Optional<Presented> read(String text, ClientId client) {
        return claimed(text).filter(presented -> {
            var expected = write(presented.authorization(), presented.generation(), client);
            return MessageDigest.isEqual(utf8(expected), utf8(text));
        });
    }

    /// What a text says of itself, whoever wrote it: good for finding out whose token it may be.
    public Optional<Presented> claimed(String text) {
        if (!looksLikeOne(text) || text.length() != TEXT_LENGTH) return Optional.empty();
        return Base64Url.decode(text.substring(PREFIX.length())).map(bytes -> {
            var numbers = ByteBuffer.wrap(bytes);
            var id = HexFormat.of().formatHex(bytes, Integer.BYTES, ID_BYTES);
            return new Presented(new ExpiringId(numbers.getInt(0), id), numbers.getInt(ID_BYTES));
        });
    }

    /// Whether a client gets refresh tokens for an authorization (OIDC Core §11, `issue_refresh_token`).
    static boolean isIssuedFor(Authorization authorization, Client client) {
        if (!client.permissions().grantTypes().contains("refresh_token")) return false;
        return switch (client.tokens().refreshTokens()) {
            case always -> true;
            case on_offline_scope -> authorization.offline();
            case never -> false;
        };
    }

    public static boolean looksLikeOne(String token) {
        return token.startsWith(PREFIX);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
