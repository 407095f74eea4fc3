package dev.cardea.http;

import java.util.function.Predicate;

/// What HTTP must know of the server it serves.
///
/// @param https whether the issuer's addresses are https, so that browsers may be told to insist on it
/// @param allowedOrigin whether a registered client lists this origin (CORS)
/// @param faultPage what a person sees where a program would get JSON
/// @param traffic told of every request
/// @param refusals told of every refused one
public record Site(
        boolean https,
        Predicate<String> allowedOrigin,
        FaultPage faultPage,
        Traffic traffic,
        Refused.Keeper refusals) {}
