package dev.cardea.details;

import dev.cardea.config.Localized;

/// A type of authorization details (RFC 9396 §2.1), as the configuration declares it.
///
/// @param name the value of `type`
/// @param title what people see of it
/// @param description what it means for them; empty where the title says it all
/// @param open whether clients that anybody can register may use it
public record DetailType(String name, Localized title, Localized description, boolean open, DetailSchema schema) {}
