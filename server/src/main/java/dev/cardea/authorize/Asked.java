package dev.cardea.authorize;

import dev.cardea.http.Form;
import dev.cardea.session.Interaction;

/// An authorization request as it counts, wherever it was found.
///
/// @param parameters the only ones that count
record Asked(Form parameters, Interaction.Origin origin) {}
