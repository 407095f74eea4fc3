package dev.cardea.password;

import dev.cardea.oauth.OAuthException;
import dev.cardea.user.PasswordHashing;
import dev.cardea.user.User;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Looks at passwords that somebody wants to have, wherever that is: one rule for registration, invitation, reset, change
/// and administration. Says everything that is wrong at once.
public final class PasswordRules {
    /// Shorter words are in many good passwords by chance.
    private static final int SHORTEST_WORD = 4;
    private static final int FEWEST_DIFFERENT = 4;
    /// What must be left of the shortest password without what is known of the person.
    private static final int MAY_BE_KNOWN = 2;

    private final PasswordPolicy policy;

    public PasswordRules(PasswordPolicy policy) {
        this.policy = policy;
    }

    public PasswordPolicy policy() {
        return policy;
    }

    /// What everybody may know of an account.
    public static List<String> known(User user) {
        var known = new ArrayList<String>();
        if (user.email() != null) known.add(user.email());
        if (user.username() != null) known.add(user.username());
        for (var name : List.of("name", "given_name", "family_name", "nickname"))
            if (user.claims().get(name) instanceof String text) known.add(text);
        return known;
    }

    /// @param known what everybody may know of the person: addresses and names
    /// @return nothing where the password may be had
    public List<PasswordProblem> problems(String password, Collection<String> known) {
        int length = password.codePointCount(0, password.length());
        // Not looked at any further: it may be as long as a request.
        if (length > policy.maxLength()) return List.of(PasswordProblem.too_long);
        if (isUnusable(password)) return List.of(PasswordProblem.unusable);
        var problems = new ArrayList<PasswordProblem>();
        if (length < policy.minLength()) problems.add(PasswordProblem.too_short);
        if (CommonPasswords.has(password) || password.codePoints().distinct().count() < FEWEST_DIFFERENT)
            problems.add(PasswordProblem.too_common);
        if (policy.breachedFile() != null && new BreachedFile(policy.breachedFile()).contains(password))
            problems.add(PasswordProblem.breached);
        if (isLike(password, known)) problems.add(PasswordProblem.like_account);
        return problems;
    }

    private static boolean isUnusable(String password) {
        try {
            PasswordHashing.requireUsable(password);
            return false;
        } catch (OAuthException _) {
            return true;
        }
    }

    /// Whether too little is left of it without the words that are known.
    private boolean isLike(String password, Collection<String> known) {
        var words = known.stream()
                .map(text -> text.toLowerCase(Locale.ROOT))
                .flatMap(text -> Stream.concat(Stream.of(text), Stream.of(text.split("[\\s@._+-]+"))))
                .filter(word -> word.length() >= SHORTEST_WORD)
                .distinct()
                // The longest first: an address before its parts.
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        var rest = password.toLowerCase(Locale.ROOT);
        for (var word : words) rest = rest.replace(word, "");
        return rest.length() < password.length() && rest.length() < policy.minLength() - MAY_BE_KNOWN;
    }
}
