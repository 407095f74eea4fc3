package dev.cardea.enrolment;

import dev.cardea.http.Form;
import java.util.Optional;

/// What the address of the registration page says about where somebody comes from, and the one text that stands for it in
/// the form.
///
/// @param request handle of an interaction, empty for none
record Origin(String request, Optional<String> client, Optional<String> organization) {
    private static final String CLIENT = "client:";
    private static final String ORGANIZATION = "organization:";

    static Origin of(Form query) {
        return new Origin(query.get("request").orElse(""), query.get("client_id"), query.get("organization"));
    }

    static Origin read(String text) {
        if (text.startsWith(CLIENT))
            return new Origin("", Optional.of(text.substring(CLIENT.length())), Optional.empty());
        if (text.startsWith(ORGANIZATION))
            return new Origin("", Optional.empty(), Optional.of(text.substring(ORGANIZATION.length())));
        return new Origin(text, Optional.empty(), Optional.empty());
    }

    String text() {
        if (!request.isEmpty()) return request;
        return client.map(id -> CLIENT + id).or(() -> organization.map(id -> ORGANIZATION + id)).orElse("");
    }
}
