package dev.cardea.demo;

/// How a person wants to be asked: the optional parts of an authentication request (OpenID Connect Core §3.1.2.1).
///
/// @param prompt empty, `none`, `login`, `consent` or `select_account`
/// @param language a language tag for the provider's pages; empty leaves it to the browser's setting
record Wish(String prompt, String language) {}
