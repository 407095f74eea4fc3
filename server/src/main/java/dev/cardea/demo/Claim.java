package dev.cardea.demo;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A row of a table: a member of a token, its value and what it says.
public record Claim(String name, String value, String meaning) {
    private static final Set<String> TIMES = Set.of("iat", "exp", "nbf", "auth_time", "updated_at");
    private static final DateTimeFormatter TIME = DateTimeFormatter
            .ofPattern("d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("iss", "Who issued it"),
            Map.entry("sub", "Who signed in: never changes, never given to somebody else"),
            Map.entry("aud", "For whom it is"),
            Map.entry("azp", "The client it was issued to"),
            Map.entry("exp", "Not valid after"),
            Map.entry("iat", "Issued"),
            Map.entry("nbf", "Not valid before"),
            Map.entry("auth_time", "When the person last proved who they are"),
            Map.entry("nonce", "Ties it to this browser's request"),
            Map.entry("acr", "How strong the sign-in was"),
            Map.entry("amr", "What the person signed in with"),
            Map.entry("sid", "The session at the sign-on server"),
            Map.entry("at_hash", "Ties it to the access token"),
            Map.entry("c_hash", "Ties it to the code"),
            Map.entry("jti", "Its own name"),
            Map.entry("client_id", "The client it was issued to"),
            Map.entry("scope", "What it allows"),
            Map.entry("name", "Full name"),
            Map.entry("given_name", "First name"),
            Map.entry("family_name", "Last name"),
            Map.entry("preferred_username", "User name"),
            Map.entry("email", "E-mail address"),
            Map.entry("email_verified", "Whether the address was proven to be theirs"),
            Map.entry("phone_number", "Telephone number"),
            Map.entry("phone_number_verified", "Whether the number was proven to be theirs"),
            Map.entry("address", "Postal address"),
            Map.entry("locale", "Language"),
            Map.entry("zoneinfo", "Time zone"),
            Map.entry("updated_at", "When the profile last changed"),
            Map.entry("alg", "How it is signed"),
            Map.entry("typ", "What kind of token it is"),
            Map.entry("kid", "The key that signed it"));

    static List<Claim> rows(Map<String, Object> members) {
        return members.entrySet()
                .stream()
                .map(e -> new Claim(e.getKey(), text(e.getValue()), meaning(e.getKey(), e.getValue())))
                .sorted(Comparator.comparing(Claim::name))
                .toList();
    }

    private static String text(Object value) {
        return value instanceof String string ? string : PrettyJson.of(value);
    }

    private static String meaning(String name, Object value) {
        var meaning = MEANINGS.getOrDefault(name, "");
        if (!(value instanceof Number seconds) || !TIMES.contains(name)) return meaning;
        return meaning + ": " + TIME.format(Instant.ofEpochSecond(seconds.longValue()));
    }
}
