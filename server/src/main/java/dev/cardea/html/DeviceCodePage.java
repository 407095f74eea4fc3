package dev.cardea.html;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The form that asks for the code which a device shows (RFC 8628 §3.3).
///
/// @param action where the form is posted to
/// @param request the hidden field that says which interaction this is
/// @param userCode what the field holds already; empty where nothing is known
public record DeviceCodePage(
        Locale locale,
        String action,
        String request,
        String csrf,
        String userCode,
        String userName,
        @Nullable DeviceProblem problem) {
    int status() {
        return problem == null ? 200 : problem.status;
    }
}
