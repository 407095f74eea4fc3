package dev.cardea.html;

import java.util.Locale;

/// What became of a device that waited for the person.
///
/// @param allowed whether it goes on
public record DeviceResultPage(Locale locale, boolean allowed) {}
