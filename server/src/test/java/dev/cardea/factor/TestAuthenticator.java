package dev.cardea.factor;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.jose.Base64Url;
import dev.cardea.json.Json;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An authenticator with one passkey (WebAuthn §6), and the browser before it, both of which can be told to lie.
public final class TestAuthenticator {
    private static final Pattern OPTIONS = Pattern.compile("data-options=\"([^\"]*)\"");
    private static final int PRESENT = 1;
    private static final int VERIFIED = 1 << 2;
    private static final int ELIGIBLE = 1 << 3;
    private static final int ATTESTED = 1 << 6;

    public final byte[] id = new byte[16];
    private final KeyPair keys;
    public String origin = TestCardea.ISSUER;
    public String rpId = "localhost";
    public boolean present = true;
    public boolean verified = true;
    public boolean eligible;
    public int counter;
    public @Nullable String type;
    public @Nullable String challenge;
    public byte @Nullable [] userHandle;

    public TestAuthenticator() {
        new SecureRandom().nextBytes(id);
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Adds a passkey to the account of whoever is signed in.
    public static TestAuthenticator add(TestBrowser browser) {
        var authenticator = new TestAuthenticator();
        var page = browser.follow(browser.get("/account/security/add/passkey"));
        browser.submit(page, Map.of("credential", authenticator.create(page), "name", "Key"));
        return authenticator;
    }

    public static Map<String, Object> options(HttpResponse<String> page) {
        var options = OPTIONS.matcher(page.body());
        if (!options.find()) throw new AssertionError("no passkey is asked for: " + page.body());
        return Json.object(options.group(1).replace("&#34;", "\"").replace("&quot;", "\"").replace("&amp;", "&"));
    }

    /// The answer to a page that wants a new passkey (§5.1.3).
    public String create(HttpResponse<String> page) {
        var options = options(page);
        if (options.get("user") instanceof Map<?, ?> user)
            userHandle = Base64Url.decode(String.valueOf(user.get("id"))).orElseThrow();
        var attested = new ByteArrayOutputStream();
        attested.writeBytes(new byte[16]);
        attested.writeBytes(ByteBuffer.allocate(2).putShort((short) id.length).array());
        attested.writeBytes(id);
        attested.writeBytes(coseKey());
        var data = authenticatorData(ATTESTED, attested.toByteArray());
        var object = new ByteArrayOutputStream();
        object.write(0xa3);
        text(object, "fmt");
        text(object, "none");
        text(object, "attStmt");
        object.write(0xa0);
        text(object, "authData");
        bytes(object, data);
        var response = new LinkedHashMap<String, Object>();
        response.put("clientDataJSON", Base64Url.encode(clientData("webauthn.create", options)));
        response.put("attestationObject", Base64Url.encode(object.toByteArray()));
        return answer(response);
    }

    /// The answer to a page that wants a passkey to be used (§5.1.4).
    public String get(HttpResponse<String> page) {
        var client = clientData("webauthn.get", options(page));
        var data = authenticatorData(0, new byte[0]);
        var response = new LinkedHashMap<String, Object>();
        response.put("clientDataJSON", Base64Url.encode(client));
        response.put("authenticatorData", Base64Url.encode(data));
        response.put("signature", Base64Url.encode(signature(data, client)));
        if (userHandle != null) response.put("userHandle", Base64Url.encode(userHandle));
        return answer(response);
    }

    private String answer(Map<String, Object> response) {
        return Json.text(Map.of("id", Base64Url.encode(id), "rawId", Base64Url.encode(id), "type", "public-key",
                "response", response, "clientExtensionResults", Map.of()));
    }

    private byte[] clientData(String usual, Map<String, Object> options) {
        return Json.bytes(Map.of("type", type == null ? usual : type, "challenge",
                challenge == null ? String.valueOf(options.get("challenge")) : challenge, "origin", origin,
                "crossOrigin", false));
    }

    private byte[] authenticatorData(int flags, byte[] attested) {
        int all = flags | (present ? PRESENT : 0) | (verified ? VERIFIED : 0) | (eligible ? ELIGIBLE : 0);
        return ByteBuffer.allocate(37 + attested.length)
                .put(sha256(rpId.getBytes(StandardCharsets.UTF_8)))
                .put((byte) all)
                .putInt(counter)
                .put(attested)
                .array();
    }

    private byte[] signature(byte[] data, byte[] client) {
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(data);
            signature.update(sha256(client));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// RFC 9053 §7.1: {1: 2, 3: -7, -1: 1, -2: x, -3: y}.
    private byte[] coseKey() {
        var point = ((ECPublicKey) keys.getPublic()).getW();
        var key = new ByteArrayOutputStream();
        key.writeBytes(new byte[]{(byte) 0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21 });
        bytes(key, coordinate(point.getAffineX()));
        key.write(0x22);
        bytes(key, coordinate(point.getAffineY()));
        return key.toByteArray();
    }

    private static byte[] coordinate(BigInteger number) {
        var bytes = number.toByteArray();
        var exact = new byte[32];
        int length = Math.min(bytes.length, exact.length);
        System.arraycopy(bytes, bytes.length - length, exact, exact.length - length, length);
        return exact;
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.write(0x60 + text.length());
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void bytes(ByteArrayOutputStream out, byte[] bytes) {
        if (bytes.length < 24) out.write(0x40 + bytes.length);
        else {
            out.write(0x58);
            out.write(bytes.length);
        }
        out.writeBytes(bytes);
    }
}
