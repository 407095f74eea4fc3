package dev.cardea.html;

import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/// The files that pages load. Their addresses hold a hash of their content, so that a browser may keep them forever.
public final class Assets implements Endpoint {
    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final Pattern NAME = Pattern.compile("([a-z]+)\\.[0-9a-f]{16}(\\.[a-z]+)");
    private static final Pattern TAKES_GZIP = Pattern.compile("\\bgzip\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))");
    private final Map<String, Asset> assets = new HashMap<>();
    private final String stylesheet;
    private final String script;
    private final String sessionScript;
    private final String passkeyScript;
    private final String icon;

    private record Asset(String contentType, String hashedName, byte[] plain, byte[] zipped) {}

    public Assets() {
        stylesheet = add("cardea", ".css", "text/css;charset=UTF-8");
        script = add("cardea", ".js", "text/javascript;charset=UTF-8");
        sessionScript = add("session", ".js", "text/javascript;charset=UTF-8");
        passkeyScript = add("passkey", ".js", "text/javascript;charset=UTF-8");
        icon = add("cardea", ".svg", "image/svg+xml");
    }

    /// The address of the style sheet.
    public String stylesheet() {
        return stylesheet;
    }

    /// The address of the script. Pages work without it.
    public String script() {
        return script;
    }

    /// The address of the script that says whether the person who is signed in has changed.
    public String sessionScript() {
        return sessionScript;
    }

    /// The address of the script that has the browser use or make a passkey.
    public String passkeyScript() {
        return passkeyScript;
    }

    /// The address of the picture that a browser shows beside the title.
    public String icon() {
        return icon;
    }

    /// Serves `/assets/{name}`.
    @Override
    public Response handle(Request request) {
        var hashedName = request.pathParameter("name");
        var name = NAME.matcher(hashedName);
        var asset = name.matches() ? assets.get(name.group(1) + name.group(2)) : null;
        if (asset == null) return Response.text(404, "There is no such file.\n");
        // While a new version is rolled out, the page may be from one node and the file from another: what that page
        // asks for is better served in this node's version than not at all, but must not be kept under that address.
        var caching = asset.hashedName.equals(hashedName) ? FOREVER : "no-store";
        var zip = TAKES_GZIP.matcher(String.join(",", request.headers("Accept-Encoding"))).find();
        var response = Response.of(200, asset.contentType, zip ? asset.zipped : asset.plain)
                .with("Cache-Control", caching)
                .with("Vary", "Accept-Encoding");
        return zip ? response.with("Content-Encoding", "gzip") : response;
    }

    private String add(String name, String extension, String contentType) {
        var content = read("/assets/" + name + extension);
        var hashedName = name + "." + hash(content) + extension;
        assets.put(name + extension, new Asset(contentType, hashedName, content, gzip(content)));
        return "/assets/" + hashedName;
    }

    private static byte[] read(String file) {
        try (var in = Assets.class.getResourceAsStream(file)) {
            if (in == null) throw new IllegalStateException(file + " is missing");
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] gzip(byte[] content) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String hash(byte[] content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
