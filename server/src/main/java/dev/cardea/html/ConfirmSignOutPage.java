package dev.cardea.html;
public record ConfirmSignOutPage(java.util.Locale locale, String action, String request, String csrf, String userName,
        java.util.List<String> formTargets) {}
