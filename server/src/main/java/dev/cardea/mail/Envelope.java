package dev.cardea.mail;

import dev.cardea.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;

/// A mail laid out for one person, as it waits in the outbox.
///
/// @param language of the text
/// @param usefulUntil from when on it is not sent any more
record Envelope(String to, String language, String subject, String text, String html, Instant usefulUntil) {
    byte[] json() {
        var members = new LinkedHashMap<String, Object>();
        members.put("to", to);
        members.put("language", language);
        members.put("subject", subject);
        members.put("text", text);
        members.put("html", html);
        members.put("useful_until", usefulUntil.toEpochMilli());
        return Json.bytes(members);
    }

    static Envelope read(byte[] json) {
        var members = Json.object(new String(json, StandardCharsets.UTF_8));
        return new Envelope(
                String.valueOf(members.get("to")),
                String.valueOf(members.get("language")),
                String.valueOf(members.get("subject")),
                String.valueOf(members.get("text")),
                String.valueOf(members.get("html")),
                Instant.ofEpochMilli(Long.parseLong(String.valueOf(members.get("useful_until")))));
    }

    @Override
    public String toString() {
        return "Envelope";
    }
}
