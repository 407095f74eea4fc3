package dev.cardea.bench.installation;

/// How many rows of each kind there are at least, beside the few that every run needs.
public record Sizes(int clients, int users, int refreshTokens, int organizations) {}
