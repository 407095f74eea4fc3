package dev.cardea.html;
import org.jspecify.annotations.Nullable;
public record SignedOutPage(java.util.Locale locale, @Nullable String continueUri, @Nullable String clientName) {}
