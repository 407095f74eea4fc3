package dev.cardea.html;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Asks for the second factor.
///
/// @param action where the form is posted to
/// @param method `passkey`, `totp`, `email` or `recovery`
/// @param others what the person could use instead
/// @param identifier who it is
/// @param passkey for the script; null for codes
/// @param sentTo where a code is or would be mailed to, masked; null where none is
/// @param isSent whether there is a code to type
/// @param rememberDays for how many days the device can be remembered, 0 for not at all
/// @param formTargets where the answer to the form may redirect to, beyond this server
public record FactorPage(
        Locale locale,
        String action,
        String request,
        String csrf,
        String method,
        List<String> others,
        String identifier,
        @Nullable PasskeyForm passkey,
        @Nullable String sentTo,
        boolean isSent,
        long rememberDays,
        @Nullable FactorProblem problem,
        List<String> formTargets) {
    public FactorPage {
        others = List.copyOf(others);
        formTargets = List.copyOf(formTargets);
    }

    int status() {
        return problem == null ? 200 : problem.status;
    }
}
