package dev.cardea.html;

import java.util.Locale;

/// Says something among the pages of an account. Its words are the messages `<key>.title` and `<key>.lead`.
public record DeskNoticePage(Locale locale, int status, String key, AccountSection section, String userName) {}
