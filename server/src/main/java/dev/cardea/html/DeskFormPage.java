package dev.cardea.html;

/// A [FormPage] among the pages of an account.
///
/// @param section that it belongs to
/// @param done whether it was sent just now, and taken
public record DeskFormPage(FormPage form, AccountSection section, String userName, boolean done) {}
