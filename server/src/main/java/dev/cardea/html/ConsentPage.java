package dev.cardea.html;
import org.jspecify.annotations.Nullable;
public record ConsentPage(java.util.Locale locale, String action, String request, String csrf, String clientName,
        @Nullable String clientUri, @Nullable String logoUri, @Nullable String policyUri, @Nullable String tosUri,
        String userName, @Nullable String userEmail, java.util.List<String> scopes,
        java.util.List<String> formTargets) {}
