package dev.cardea.html;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A page with one form, of those that make and keep an account. Its words are the messages `<key>.title`, `<key>.lead`
/// and `<key>.submit`.
///
/// @param about what stands in the gap of the lead, null where it has none
/// @param brand whose page it is; null for the server itself
/// @param action where the form is posted to
/// @param request the hidden field that says what this is about: an interaction, or a link
/// @param problem key of a message about the whole form, null for none
/// @param links further ways to go on
public record FormPage(
        Locale locale,
        int status,
        String key,
        @Nullable String about,
        @Nullable String brand,
        String action,
        String request,
        String csrf,
        List<FormField> fields,
        @Nullable String problem,
        List<Onward> links) {
    /// @param key of the message that names it
    /// @param path within this server
    public record Onward(String key, String path) {}

    public FormPage {
        fields = List.copyOf(fields);
        links = List.copyOf(links);
    }

    public FormPage about(String name) {
        return new FormPage(locale, status, key, name, brand, action, request, csrf, fields, problem, links);
    }

    public FormPage of(@Nullable String owner) {
        return new FormPage(locale, status, key, about, owner, action, request, csrf, fields, problem, links);
    }

    /// The same, not taken.
    ///
    /// @param why key of a message about the whole form, null where its fields say it
    public FormPage refused(int with, @Nullable String why) {
        return new FormPage(locale, with, key, about, brand, action, request, csrf, fields, why, links);
    }

    public FormPage leadingTo(Onward... others) {
        return new FormPage(locale, status, key, about, brand, action, request, csrf, fields, problem,
                List.of(others));
    }

    /// Whether this is the field that the person goes on with.
    public boolean isFirst(FormField field) {
        var wrong = fields.stream().filter(other -> !other.problems().isEmpty()).findFirst();
        var empty = fields.stream().filter(other -> other.value().isEmpty()).findFirst();
        return field.equals(wrong.or(() -> empty).orElse(fields.getFirst()));
    }
}
