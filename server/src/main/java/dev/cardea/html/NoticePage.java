package dev.cardea.html;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Says how something ended. Its words are the messages `<key>.title` and `<key>.lead`.
///
/// @param about what stands in the gap of the lead, null where it has none
/// @param good whether it ended well
public record NoticePage(
        Locale locale,
        int status,
        String key,
        @Nullable String about,
        @Nullable String brand,
        boolean good,
        List<FormPage.Onward> links) {
    public NoticePage {
        links = List.copyOf(links);
    }
}
