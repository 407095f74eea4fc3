package dev.cardea.html;
import org.jspecify.annotations.Nullable;
public record HomePage(java.util.Locale locale, @Nullable String userName) {}
