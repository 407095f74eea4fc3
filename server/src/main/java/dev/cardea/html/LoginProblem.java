package dev.cardea.html;
public enum LoginProblem {
    WRONG_CREDENTIALS, THROTTLED, BUSY, EXPIRED
}
