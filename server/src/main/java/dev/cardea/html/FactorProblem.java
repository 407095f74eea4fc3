package dev.cardea.html;

/// Why a form about a factor is shown again.
public enum FactorProblem {
    WRONG(401, "wrong"), THROTTLED(429, "throttled"),
    /// No mail was sent: one was a moment ago, or too many were.
    NOT_SENT(429, "not_sent"),
    /// The form was too old, or not the one that this browser was given.
    EXPIRED(400, "expired");

    final int status;
    private final String name;

    FactorProblem(int status, String name) {
        this.status = status;
        this.name = name;
    }

    /// The key of the sentence that says it.
    public String message() {
        return "factor.problem." + name;
    }
}
