package dev.cardea.demo;

import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;

/// A token as the page shows it. Only the ID token is meant for a client to read: an access token belongs to the API
/// it is for, and is taken apart here out of curiosity alone.
///
/// @param header empty for a token that cannot be read
/// @param claims empty for a token that cannot be read
public record TokenView(List<Claim> header, List<Claim> claims) {
    static TokenView of(JWT token) throws ParseException {
        return new TokenView(
                Claim.rows(token.getHeader().toJSONObject()),
                Claim.rows(token.getJWTClaimsSet().toJSONObject()));
    }

    /// Empty for an opaque token.
    static Optional<TokenView> of(String token) {
        try {
            return Optional.of(of(JWTParser.parse(token)));
        } catch (ParseException _) {
            return Optional.empty();
        }
    }
}
