package dev.cardea.password;

/// Why a password is not taken as a new one. Spelled as in answers.
public enum PasswordProblem {
    too_short, too_long,
    /// It has characters that no password here can have.
    unusable,
    /// It is among those that are guessed first.
    too_common,
    /// It was in a leak.
    breached,
    /// It is hardly more than what is known of the person.
    like_account
}
