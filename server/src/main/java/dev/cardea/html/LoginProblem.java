package dev.cardea.html;

/// Why the sign-in form is shown again. None of them says whether the account exists.
public enum LoginProblem {
    WRONG_CREDENTIALS(401, "wrong_credentials"), THROTTLED(429, "throttled"), BUSY(503, "busy"),
    /// Not one that is known, or its owner was not verified.
    PASSKEY(401, "passkey"),
    /// The form was too old, or not the one that this browser was given.
    EXPIRED(400, "expired");

    final int status;
    private final String name;

    LoginProblem(int status, String name) {
        this.status = status;
        this.name = name;
    }

    /// The key of the sentence that says it.
    public String message() {
        return "login.problem." + name;
    }
}
