package dev.cardea.token;

import dev.cardea.client.Client;
import dev.cardea.jose.Base64Url;
import dev.cardea.jose.KeyedHash;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.ExpiringId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The text of refresh tokens. A family is an [Authorization] and a counter; the token of each generation is computed
/// from both with a keyed MAC that also binds the client. So nothing of a token is stored, a forged one is refused
/// without asking the store, and the successor of a token can be given again without having been kept.
public final class RefreshTokens {
    private static final String PREFIX = "rt_";
    private static final int ID_BYTES = 20;
    private static final int HEAD_BYTES = ID_BYTES + Integer.BYTES;
    private static final int THUMBPRINT_BYTES = 32;
    /// Stands before the thumbprint of a certificate; one without anything before it is of a key.
    private static final byte CERTIFICATE = 1;
    private static final int MAC_BYTES = 32;

    /// @param generation counts the rotations of the family, from 0
    /// @param binding what whoever uses it must prove to hold, null where it is bound to nothing
    public record Presented(ExpiringId authorization, int generation, @Nullable Binding binding) {}

    private final KeyedHash mac;

    public RefreshTokens(KeyedHash mac) {
        this.mac = mac;
    }

    /// The first token of a family. Those of public clients are bound to the key of their proof (RFC 9449 §5) or to their
    /// certificate (RFC 8705 §4); the others are bound to their client's authentication.
    public String first(ExpiringId authorization, TokenRequest request) {
        var client = request.client();
        var binding = client.isPublic() ? request.possession().binding().orElse(null) : null;
        return write(new Presented(authorization, 0, binding), client.id());
    }

    String successor(Presented last, ClientId client) {
        return write(new Presented(last.authorization(), last.generation() + 1, last.binding()), client);
    }

    /// The token that is read as this.
    public String write(Presented token, ClientId client) {
        var binding = written(token.binding());
        var signed = ByteBuffer.allocate(HEAD_BYTES + binding.length)
                .putInt(token.authorization().bucket())
                .put(HexFormat.of().parseHex(token.authorization().id()))
                .putInt(token.generation())
                .put(binding)
                .array();
        var text = Arrays.copyOf(signed, signed.length + MAC_BYTES);
        System.arraycopy(mac.of(signed, utf8(client.value())), 0, text, signed.length, MAC_BYTES);
        return PREFIX + Base64Url.encode(text);
    }

    private static byte[] written(@Nullable Binding binding) {
        if (binding == null) return new byte[0];
        var thumbprint = Base64Url.decode(binding.thumbprint()).orElseThrow();
        return switch (binding.kind()) {
            case key -> thumbprint;
            case certificate -> ByteBuffer.allocate(1 + thumbprint.length).put(CERTIFICATE).put(thumbprint).array();
            case unknown -> throw new IllegalArgumentException("no token is bound in a way that is not known");
        };
    }

    /// Reads a token that this server wrote for this client, also with a former secret. Empty for everything else,
    /// however close.
    public Optional<Presented> read(String text, ClientId client) {
        return bytes(text).flatMap(bytes -> claimed(bytes).filter(_ -> isWhole(bytes, client)));
    }

    private boolean isWhole(byte[] bytes, ClientId client) {
        int signed = bytes.length - MAC_BYTES;
        var presentedMac = Arrays.copyOfRange(bytes, signed, bytes.length);
        return mac.matches(presentedMac, Arrays.copyOf(bytes, signed), utf8(client.value()));
    }

    /// What a text says of itself, whoever wrote it: good for finding out whose token it may be.
    public Optional<Presented> claimed(String text) {
        return bytes(text).flatMap(RefreshTokens::claimed);
    }

    private static Optional<byte[]> bytes(String text) {
        return looksLikeOne(text) ? Base64Url.decode(text.substring(PREFIX.length())) : Optional.empty();
    }

    private static Optional<Presented> claimed(byte[] bytes) {
        int end = bytes.length - MAC_BYTES;
        int start = end - THUMBPRINT_BYTES;
        boolean unbound = end == HEAD_BYTES;
        boolean toKey = start == HEAD_BYTES;
        if (!unbound && !toKey && !(start == HEAD_BYTES + 1 && bytes[HEAD_BYTES] == CERTIFICATE))
            return Optional.empty();
        var numbers = ByteBuffer.wrap(bytes);
        var id = HexFormat.of().formatHex(bytes, Integer.BYTES, ID_BYTES);
        var binding = unbound
                ? null
                : new Binding(toKey ? Binding.Kind.key : Binding.Kind.certificate,
                        Base64Url.encode(Arrays.copyOfRange(bytes, start, end)));
        return Optional.of(new Presented(
                new ExpiringId(numbers.getInt(0), id), numbers.getInt(ID_BYTES), binding));
    }

    /// Whether a client gets refresh tokens for an authorization (OIDC Core §11, `issue_refresh_token`).
    public static boolean isIssuedFor(Authorization authorization, Client client) {
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
