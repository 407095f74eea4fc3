package dev.cardea.user;

import dev.cardea.oauth.OAuthException;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// What people type into sign-in forms, before anything is made of it.
final class TypedText {
    private TypedText() {}

    /// Refuses what cannot be stored or hashed as it was typed: excess, NUL (at which some formats and databases end)
    /// and broken UTF-16 (all of which would become the same replacement character).
    ///
    /// @throws OAuthException `invalid_request`
    static void require(String name, String text, int maxLength) {
        if (text.length() > maxLength) throw invalidRequest(name + " is longer than " + maxLength + " characters");
        if (text.indexOf('\0') >= 0) throw invalidRequest(name + " contains a NUL character");
        try {
            var _ = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw invalidRequest(name + " is not valid Unicode");
        }
    }
}
