package dev.cardea.html;
import org.jspecify.annotations.Nullable;
public record ErrorPage(java.util.Locale locale, int status, String error, String description, String errorId,
        @Nullable String backUri) {}
