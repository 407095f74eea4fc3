package dev.cardea.http;

import dev.cardea.oauth.OAuthException;
import java.nio.charset.StandardCharsets;

/// RFC 6749 §3.1 and appendix B: parameters are read as they were written, or refused.
public final class FormFuzz {
    private FormFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        try {
            var form = Form.parse(new String(input, StandardCharsets.UTF_8));
            var again = Form.parse(form.encoded());
            if (!again.names().equals(form.names())) throw new AssertionError("other names: " + again.names());
            for (var name : form.names())
                if (!again.all(name).equals(form.all(name))) throw new AssertionError("another value: " + name);
        } catch (OAuthException e) {
            // The refusal.
        }
    }
}
