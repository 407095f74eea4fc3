package dev.cardea.html;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One field of a [FormPage].
///
/// @param name of the parameter; its label is the message `field.<name>`
/// @param type of the `input` element: `text`, `email`, `password` or `checkbox`
/// @param autocomplete what browsers know it by
/// @param hint key of a message, null for none
/// @param least how many characters the value has, which the hint says; null for any number
/// @param problems keys of messages that say what is wrong with the value
/// @param page that a checkbox is about, null for none
/// @param label in the language of the page; null for that of the messages
/// @param choices the only values beside none, where there are any
public record FormField(
        String name,
        String type,
        String value,
        String autocomplete,
        boolean required,
        @Nullable String hint,
        @Nullable Integer least,
        List<String> problems,
        @Nullable String page,
        @Nullable String label,
        List<String> choices) {
    public FormField {
        choices = List.copyOf(choices);
        problems = List.copyOf(problems);
        page = WebAddress.orNull(page);
    }

    public static FormField email(String value, List<String> problems) {
        return new FormField("email", "email", value, "email", true, null, null, problems, null, null, List.of());
    }

    /// @param least how many characters it must have
    public static FormField newPassword(int least, List<String> problems) {
        return new FormField("new_password", "password", "", "new-password", true, "field.new_password.hint", least,
                problems, null, null, List.of());
    }

    public static FormField password(String name, List<String> problems) {
        return new FormField(name, "password", "", "current-password", true, null, null, problems, null, null,
                List.of());
    }

    public static FormField text(String name, String value, String autocomplete, boolean required,
            List<String> problems) {
        return new FormField(name, "text", value, autocomplete, required, null, null, problems, null, null, List.of());
    }

    /// @param page that the person agrees with
    public static FormField agreement(String name, String page, List<String> problems) {
        return new FormField(name, "checkbox", "yes", "off", true, null, null, problems, page, null, List.of());
    }

    /// What the field is described by, for those who hear the page.
    public @Nullable String describedBy() {
        var ids = new ArrayList<String>();
        if (!problems.isEmpty()) ids.add(name + "-problem");
        if (hint != null) ids.add(name + "-hint");
        return ids.isEmpty() ? null : String.join(" ", ids);
    }
}
