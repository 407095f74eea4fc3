package dev.cardea.admin;

import dev.cardea.attribute.Attributes;
import dev.cardea.user.User;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// An account as JSON, with the names that it has in the configuration file.
final class UserView {
    static final String ID = "id";
    static final String STATUS = "status";
    static final String UPDATED = "updated_at";
    static final String EMAIL = "email";
    static final String VERIFIED = "email_verified";

    private UserView() {}

    static Map<String, Object> of(User user) {
        var view = new LinkedHashMap<String, Object>();
        view.put(ID, user.id().value());
        view.put(STATUS, user.status().name());
        view.putAll(settable(user));
        view.put(UPDATED, user.updatedAt().toString());
        return view;
    }

    /// Without what the server decides.
    static Map<String, Object> settable(User user) {
        var view = new LinkedHashMap<String, Object>();
        if (user.email() != null) {
            view.put(EMAIL, user.email());
            view.put(VERIFIED, user.emailVerified());
        }
        if (user.username() != null) view.put("preferred_username", user.username());
        if (user.organization() != null) view.put("organization", user.organization());
        view.put("roles", user.roles().stream().sorted().toList());
        var attributes = new TreeMap<String, Object>();
        new TreeMap<>(user.claims()).forEach((name, value) -> {
            if (Attributes.isStandard(name)) view.put(name, value);
            else
                attributes.put(name, value);
        });
        if (!attributes.isEmpty()) view.put("attributes", attributes);
        return view;
    }
}
