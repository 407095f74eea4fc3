package dev.cardea.enrolment;

import dev.cardea.client.Client;
import dev.cardea.oauth.UserId;
import dev.cardea.user.EmailAddress;
import dev.cardea.user.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What somebody says who wants an account.
///
/// @param names claims about what the person is called, as far as they were given
/// @param language that the person reads, as a language tag
/// @param client in whose sign-in that began; null where it began here
/// @param organization that the account is to belong to, null for none
/// @param terms the version that was accepted, empty for none
/// @param request the interaction to go on with, empty for none
public record Application(
        String email,
        String password,
        Map<String, String> names,
        String language,
        @Nullable Client client,
        @Nullable String organization,
        String terms,
        String request) {
    public static final List<String> NAMES = List.of("name", "given_name", "family_name");
    private static final int LONGEST_NAME = 100;
    /// Nothing that would look like a link or like another line in a mail or a list.
    private static final Pattern NAME = Pattern.compile("[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}<>]*");

    public Application {
        names = Map.copyOf(names);
    }

    /// What is wrong with it, by field, its password left aside.
    Map<String, String> problems(@Nullable Terms wanted) {
        var problems = new LinkedHashMap<String, String>();
        if (!EmailAddress.isUsable(email)) problems.put("email", "malformed");
        names.forEach((name, value) -> {
            if (value.length() > LONGEST_NAME) problems.put(name, "too_long");
            else if (!NAME.matcher(value).matches()) problems.put(name, "malformed");
        });
        if (wanted != null && !wanted.version().equals(terms)) problems.put("terms", "not_accepted");
        return problems;
    }

    /// What a password must be different from.
    List<String> known() {
        var known = new ArrayList<>(names.values());
        known.add(email);
        return known;
    }

    /// As it is written down.
    Map<String, Object> asked(String passwordHash, @Nullable Terms wanted) {
        var asked = new HashMap<String, Object>(names);
        asked.put("email", email);
        asked.put("password_hash", passwordHash);
        asked.put("locale", language);
        asked.put("request", request);
        if (client != null) asked.put("client_id", client.id().value());
        if (organization != null) asked.put("organization", organization);
        if (wanted != null) asked.put("terms", wanted.version());
        return asked;
    }

    /// The account that comes of what was written down.
    static User account(Map<String, Object> asked, UserId id, Instant now) {
        var claims = new HashMap<String, Object>();
        for (var name : NAMES) if (asked.get(name) instanceof String text) claims.put(name, text);
        if (asked.get("locale") instanceof String language) claims.put("locale", language);
        if (!claims.containsKey("name") && claims.get("given_name") instanceof String given)
            claims.put("name", claims.get("family_name") instanceof String family ? given + " " + family : given);
        return new User(id, asked.get("organization") instanceof String organization ? organization : null,
                User.Status.active, String.valueOf(asked.get("email")), true, null, claims, Set.of(), now);
    }

    @Override
    public String toString() {
        return "Application";
    }
}
