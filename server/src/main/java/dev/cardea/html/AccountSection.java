package dev.cardea.html;

import java.util.Locale;

/// The pages that lead on from `/account`, in the order of the navigation. To add one: a constant here with its address
/// and icon, and its name as `account.nav.<name>` among the messages.
public enum AccountSection {
    OVERVIEW("/account", "home"), PROFILE("/account/profile", "profile"), EMAILS("/account/emails", "email"), SECURITY(
            "/account/security", "roles"), SESSIONS("/account/sessions",
                    "place"), APPLICATIONS("/account/applications", "other"), REQUESTS("/account/requests",
                            "check"), ACTIVITY("/account/activity", "clock"), DATA("/account/data",
                                    "download");

    private final String path;
    private final String icon;

    AccountSection(String path, String icon) {
        this.path = path;
        this.icon = icon;
    }

    public String path() {
        return path;
    }

    public String icon() {
        return icon;
    }

    /// The key of its name.
    public String message() {
        return "account.nav." + name().toLowerCase(Locale.ROOT);
    }

    /// The key of what can be done there.
    public String hint() {
        return "account.hint." + name().toLowerCase(Locale.ROOT);
    }
}
