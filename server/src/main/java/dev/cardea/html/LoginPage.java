package dev.cardea.html;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The form that asks for identifier and password.
///
/// @param action where the form is posted to
/// @param request the hidden field that says which interaction this is
/// @param clientName the application that the person goes on to
/// @param identifier what the first field holds already; empty where nothing is known
/// @param reauthentication the person is known and proves to be still there; the identifier cannot be changed
/// @param formTargets where the answer to the form may redirect to, beyond this server: origins, URIs or schemes
/// @param passkey for the script; null where nobody has one
public record LoginPage(
        Locale locale,
        String action,
        String request,
        String csrf,
        @Nullable String clientName,
        @Nullable String organizationName,
        String identifier,
        boolean reauthentication,
        @Nullable LoginProblem problem,
        List<String> formTargets,
        @Nullable PasskeyForm passkey) {
    public LoginPage {
        formTargets = List.copyOf(formTargets);
    }

    /// Without passkeys.
    public LoginPage(Locale locale, String action, String request, String csrf, @Nullable String clientName,
            @Nullable String organizationName, String identifier, boolean reauthentication,
            @Nullable LoginProblem problem, List<String> formTargets) {
        this(locale, action, request, csrf, clientName, organizationName, identifier, reauthentication, problem,
                formTargets, null);
    }

    int status() {
        return problem == null ? 200 : problem.status;
    }
}
