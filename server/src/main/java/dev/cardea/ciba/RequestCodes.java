package dev.cardea.ciba;

import dev.cardea.http.TooManyAttempts;
import dev.cardea.jose.KeyedHash;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.OAuthException;
import dev.cardea.oauth.UserId;
import dev.cardea.user.SignInThrottle;
import dev.cardea.user.User;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// A code that a person tells to the applications which may ask them, and to no others (CIBA Core §7.1 `user_code`). Who
/// has set none can be asked without.
public final class RequestCodes {
    private static final Pattern USABLE = Pattern.compile("[^\\p{Cntrl}]{4,64}");

    private final RequestCodeStore store;
    private final KeyedHash hash;
    private final SignInThrottle throttle;

    /// @param hash with a key, since a plain hash of so short a text could be searched for it
    /// @param throttle counts wrong codes, apart from passwords
    public RequestCodes(RequestCodeStore store, KeyedHash hash, SignInThrottle throttle) {
        this.store = store;
        this.hash = hash;
        this.throttle = throttle;
    }

    static boolean isUsable(String code) {
        return USABLE.matcher(code).matches();
    }

    boolean isSetBy(UserId user) {
        return store.find(user).isPresent();
    }

    void set(UserId user, String code) {
        store.put(user, hash.of(utf8(user.value()), utf8(code)));
    }

    void remove(UserId user) {
        store.remove(user);
    }

    /// @param address of the client that sent the code
    /// @throws OAuthException where the person has a code and this is not it
    void check(Optional<String> sent, User user, String address) {
        var known = store.find(user.id());
        if (known.isEmpty()) return;
        if (sent.isEmpty())
            throw OAuthError.of(ErrorCode.missing_user_code, "the person wants a user_code of all who ask them");
        var subject = throttle.subject("", user.id(), address);
        switch (throttle.admit(subject)) {
            case SignInThrottle.Decision.AddressThrottled(var wait) -> throw tooMany(wait);
            case SignInThrottle.Decision.AccountThrottled(var wait) -> throw tooMany(wait);
            case SignInThrottle.Decision.Admitted() -> {
                if (!hash.matches(known.get(), utf8(user.id().value()), utf8(sent.get())))
                    throw OAuthError.of(ErrorCode.invalid_user_code,
                            "user_code is not the one that the person has set");
                throttle.withdrawn(subject);
            }
        }
    }

    private static TooManyAttempts tooMany(Duration wait) {
        return new TooManyAttempts("user codes", wait);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
