package dev.cardea.html;

import java.util.List;
import java.util.Locale;

/// Recovery codes, shown this once.
///
/// @param next where to go on
/// @param inAccount whether it is a page of the account, rather than a step of signing in
public record RecoveryCodesPage(
        Locale locale, String userName, List<String> codes, String next, boolean inAccount) {
    public RecoveryCodesPage {
        codes = List.copyOf(codes);
    }
}
