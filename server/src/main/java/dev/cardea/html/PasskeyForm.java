package dev.cardea.html;

/// What the script needs to have a passkey used or made.
///
/// @param ceremony that the form sends back
/// @param options for the browser, as JSON (WebAuthn §5.1.10)
public record PasskeyForm(String ceremony, String options) {}
