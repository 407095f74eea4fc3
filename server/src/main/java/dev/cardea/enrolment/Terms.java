package dev.cardea.enrolment;

import dev.cardea.config.Localized;

/// What people agree with who have an account here. Another version is asked for again.
///
/// @param page where they are, by language
public record Terms(String version, Localized page) {}
