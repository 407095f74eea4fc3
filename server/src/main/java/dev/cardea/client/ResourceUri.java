package dev.cardea.client;

import dev.cardea.config.Value;
import java.net.URI;
import java.net.URISyntaxException;

/// The form of a resource's identifier (RFC 8707 §2): an absolute URI without a fragment. Compared as exact text.
public final class ResourceUri {
    private static final int LONGEST = 512;

    private ResourceUri() {}

    public static boolean isWellFormed(String text) {
        try {
            var uri = new URI(text);
            return text.length() <= LONGEST && uri.isAbsolute() && uri.getRawFragment() == null;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    public static void check(Value value) {
        if (!isWellFormed(value.text()))
            value.wrong("is no absolute URI without a fragment, of up to " + LONGEST + " characters",
                    "write it like https://api.example.com/");
    }
}
