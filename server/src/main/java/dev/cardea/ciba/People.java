package dev.cardea.ciba;

import dev.cardea.client.Client;
import dev.cardea.http.Form;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.UserId;
import dev.cardea.session.SessionStore;
import dev.cardea.token.IdTokens;
import dev.cardea.token.Subjects;
import dev.cardea.user.Identifiers;
import dev.cardea.user.User;
import dev.cardea.user.UserStore;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// Whom a request is about (CIBA Core §7.1): said by exactly one of three hints.
public final class People {
    private static final int MAX_LENGTH = 320; // 64 + @ + 255, RFC 5321 §4.5.3.1
    private static final String HINT = "login_hint";
    private static final String ID_TOKEN = "id_token_hint";
    private static final String TOKEN = "login_hint_token";

    private final UserStore users;
    private final SessionStore sessions;
    private final IdTokens idTokens;

    public People(UserStore users, SessionStore sessions, IdTokens idTokens) {
        this.users = users;
        this.sessions = sessions;
        this.idTokens = idTokens;
    }

    /// @throws dev.cardea.oauth.OAuthException `unknown_user_id` alike for nobody, for a disabled account and for a
    ///     person whom the client is not for
    User named(Form parameters, Client client) {
        if (Stream.of(HINT, ID_TOKEN, TOKEN).filter(name -> parameters.get(name).isPresent()).count() != 1)
            throw invalidRequest("exactly one of login_hint, id_token_hint and login_hint_token must say who is asked");
        if (parameters.get(TOKEN).isPresent())
            throw invalidRequest("login_hint_token is not supported: this server knows nobody who issues them;"
                    + " use login_hint or id_token_hint");
        var found = parameters.get(HINT).isPresent()
                ? byHint(parameters.require(HINT), client)
                : byIdToken(parameters.require(ID_TOKEN), client);
        return found.filter(User::isActive)
                .filter(user -> user.allRoles().containsAll(client.permissions().requiredRoles()))
                .orElseThrow(() -> OAuthError.of(ErrorCode.unknown_user_id,
                        "the hint names nobody who can use this client"));
    }

    /// An e-mail address, a user name, or the `sub` by which the client knows the person.
    private Optional<User> byHint(String hint, Client client) {
        if (hint.length() > MAX_LENGTH)
            throw invalidRequest("login_hint is longer than " + MAX_LENGTH + " characters");
        return byIdentifier(hint).or(() -> users.find(new UserId(hint)).filter(isKnownAs(hint, client)));
    }

    private Optional<User> byIdentifier(String text) {
        return users.findByIdentifier(Identifiers.normalize(text)).map(UserStore.Credentials::user);
    }

    /// One of this client's, expired or not. A pairwise subject says whose it is only together with the session.
    private Optional<User> byIdToken(String token, Client client) {
        var hint = idTokens.hint(token)
                .filter(read -> read.client().equals(client.id().value()))
                .orElseThrow(() -> invalidRequest("id_token_hint is not an ID token of this server for this client"));
        var subject = hint.subject();
        return users.find(new UserId(subject))
                .or(() -> byIdentifier(subject))
                .or(() -> hint.session().flatMap(sessions::find).map(SessionStore.Found::user))
                .filter(isKnownAs(subject, client));
    }

    private static Predicate<User> isKnownAs(String subject, Client client) {
        return user -> Subjects.of(user, client).equals(subject);
    }
}
