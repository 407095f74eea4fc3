package dev.cardea.html;

import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// The files that pages load. Their addresses hold a hash of their content, so that a browser may keep them forever.
public final class Assets implements Endpoint {
    /// Where to mount this.
    public static final String PATTERN = "/assets/{name}";

    private static final String FOREVER = "public, max-age=31536000, immutable";
    private final Map<String, Asset> byName = new HashMap<>();
    private final String stylesheet;
    private final String script;
    private final String icon;

    private record Asset(String contentType, byte[] content) {}

    public Assets() {
        stylesheet = add("cardea", "css", "text/css;charset=UTF-8");
        script = add("cardea", "js", "text/javascript;charset=UTF-8");
        icon = add("cardea", "svg", "image/svg+xml");
    }

    /// The address of the style sheet.
    public String stylesheet() {
        return stylesheet;
    }

    /// The address of the script. Pages work without it.
    public String script() {
        return script;
    }

    /// The address of the picture that a browser shows beside the title.
    public String icon() {
        return icon;
    }

    @Override
    public Response handle(Request request) {
        var asset = byName.get(request.pathParameter("name"));
        if (asset == null) return Response.text(404, "There is no such file.\n");
        return Response.of(200, asset.contentType, asset.content).with("Cache-Control", FOREVER);
    }

    private String add(String name, String extension, String contentType) {
        var content = read("/assets/" + name + "." + extension);
        var hashed = name + "." + hash(content) + "." + extension;
        byName.put(hashed, new Asset(contentType, content));
        return "/assets/" + hashed;
    }

    private static byte[] read(String file) {
        try (var in = Assets.class.getResourceAsStream(file)) {
            if (in == null) throw new IllegalStateException(file + " is missing");
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
