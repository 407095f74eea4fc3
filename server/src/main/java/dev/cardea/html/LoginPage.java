package dev.cardea.html;
import org.jspecify.annotations.Nullable;
public record LoginPage(java.util.Locale locale, String action, String request, String csrf,
        @Nullable String clientName, @Nullable String organizationName, String identifier, boolean reauthentication,
        @Nullable LoginProblem problem, java.util.List<String> formTargets) {}
