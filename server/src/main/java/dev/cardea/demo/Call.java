package dev.cardea.demo;

/// A request this client made for the person to look at, and what came back.
///
/// @param request method and address
/// @param body the answer, JSON laid out for reading
record Call(String title, String request, int status, String body) {}
