package dev.cardea.html;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Sets a factor up: on the way through signing in, or from the page about security.
///
/// @param method `passkey`, `totp` or `email`; empty for the choice among them
/// @param choices where each of the others is set up
/// @param back where to go without setting anything up; null where one is required
/// @param secret for an authenticator program
/// @param passkey for the script
/// @param sentTo where a code is or would be mailed to, masked
/// @param isSent whether there is a code to type
public record EnrolPage(
        Locale locale,
        String action,
        String request,
        String csrf,
        String userName,
        String method,
        List<Choice> choices,
        @Nullable String back,
        @Nullable Secret secret,
        @Nullable PasskeyForm passkey,
        @Nullable String sentTo,
        boolean isSent,
        @Nullable FactorProblem problem,
        List<String> formTargets) {
    public EnrolPage {
        choices = List.copyOf(choices);
        formTargets = List.copyOf(formTargets);
    }

    public record Choice(String method, String address) {}

    /// @param setup that the form carries
    /// @param text to be typed where no picture can be taken
    /// @param uri the same for programs on this device
    /// @param size of the picture, in modules
    /// @param path of the picture's dark modules
    public record Secret(String setup, String text, String uri, int size, String path) {}

    int status() {
        return problem == null ? 200 : problem.status;
    }
}
