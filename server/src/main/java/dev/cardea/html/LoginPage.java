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
/// @param links for those who cannot sign in
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
        @Nullable PasskeyForm passkey,
        List<FormPage.Onward> links) {
    public LoginPage {
        formTargets = List.copyOf(formTargets);
        links = List.copyOf(links);
    }

    /// Without passkeys.
    public LoginPage(Locale locale, String action, String request, String csrf, @Nullable String clientName,
            @Nullable String organizationName, String identifier, boolean reauthentication,
            @Nullable LoginProblem problem, List<String> formTargets) {
        this(locale, action, request, csrf, clientName, organizationName, identifier, reauthentication, problem,
                formTargets, null);
    }

    /// Without other ways.
    public LoginPage(Locale locale, String action, String request, String csrf, @Nullable String clientName,
            @Nullable String organizationName, String identifier, boolean reauthentication,
            @Nullable LoginProblem problem, List<String> formTargets, @Nullable PasskeyForm passkey) {
        this(locale, action, request, csrf, clientName, organizationName, identifier, reauthentication, problem,
                formTargets, passkey, List.of());
    }

    int status() {
        return problem == null ? 200 : problem.status;
    }
}
