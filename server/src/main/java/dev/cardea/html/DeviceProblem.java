package dev.cardea.html;

/// Why the form for a device's code is shown again.
public enum DeviceProblem {
    /// Mistyped, expired or decided on: the three cannot be told apart.
    UNKNOWN_CODE(400, "unknown_code"), THROTTLED(429, "throttled"),
    /// The form was too old, or not the one that this browser was given.
    EXPIRED(400, "expired");

    final int status;
    private final String name;

    DeviceProblem(int status, String name) {
        this.status = status;
        this.name = name;
    }

    /// The key of the sentence that says it.
    public String message() {
        return "device.problem." + name;
    }
}
