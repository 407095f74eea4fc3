package dev.cardea.html;

import java.util.Locale;
import java.util.Map;

/// A form for the client, sent by the person's browser (OAuth 2.0 Form Post Response Mode §2).
public record FormPostPage(Locale locale, String action, Map<String, String> parameters) {}
