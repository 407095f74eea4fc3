package dev.cardea.bench.flow;

/// Whom a browser signs in.
public record Person(String name, String password) {}
