package dev.cardea.html;

import java.util.List;
import java.util.Locale;

/// Asks whether the person means to sign out, where the request does not prove it (OIDC RP-Initiated Logout §2).
///
/// @param action where the form is posted to
/// @param request the hidden field that says which interaction this is
/// @param formTargets where the answer to the form may redirect to, beyond this server: origins, URIs or schemes
public record ConfirmSignOutPage(
        Locale locale,
        String action,
        String request,
        String csrf,
        String userName,
        List<String> formTargets) {
    public ConfirmSignOutPage {
        formTargets = List.copyOf(formTargets);
    }
}
