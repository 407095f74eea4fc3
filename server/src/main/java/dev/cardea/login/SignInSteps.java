package dev.cardea.login;

import dev.cardea.client.OneTimeStore;
import dev.cardea.factor.Devices;
import dev.cardea.factor.Factors;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.jose.Base64Url;
import dev.cardea.oauth.AcrValues;
import dev.cardea.oauth.TokenHash;
import dev.cardea.session.Interaction;
import dev.cardea.session.Interactions;
import dev.cardea.session.Passed;
import dev.cardea.session.Sessions;
import dev.cardea.user.Identifiers;
import dev.cardea.user.User;
import dev.cardea.user.UserStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// What comes after the first factor: the second where there is one, setting one up where one is required, and then the
/// session. Between the two nothing exists but a sealed note in the address of the page, of use in the same browser, for
/// ten minutes, once.
public final class SignInSteps {
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final String PURPOSE = "first-factor";
    private static final int ID_BYTES = 16;

    private final Sessions sessions;
    private final Interactions interactions;
    private final UserStore users;
    private final Factors factors;
    private final Devices devices;
    private final OneTimeStore oneTime;
    private final Beside beside;
    private final NewDevices newDevices;
    private final SecureRandom random;
    private final InstantSource clock;

    public SignInSteps(Sessions sessions, Interactions interactions, UserStore users, Factors factors, Devices devices,
            OneTimeStore oneTime, Beside beside, NewDevices newDevices, SecureRandom random, InstantSource clock) {
        this.sessions = sessions;
        this.interactions = interactions;
        this.users = users;
        this.factors = factors;
        this.devices = devices;
        this.oneTime = oneTime;
        this.beside = beside;
        this.newDevices = newDevices;
        this.random = random;
        this.clock = clock;
    }

    /// Somebody who has to prove a second factor, or set one up.
    ///
    /// @param current the session of somebody who signed in before, and is asked for more; empty for somebody half-way
    ///     through signing in
    record Pending(
            String handle, Interaction interaction, Interactions.Browser browser, User user,
            Optional<Sessions.Current> current) {}

    /// The password was right.
    Response afterPassword(Request request, Interactions.Browser browser, Interaction interaction, User user) {
        var amr = List.of("pwd");
        var has = !factors.of(user).isEmpty();
        if (has ? devices.isKnown(request, user) : !factors.areRequired(user))
            return signedIn(request, browser, interaction, user, amr);
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        var passed = new Passed(Base64Url.encode(bytes), user.id(), clock.instant(), amr, password(user));
        var handle = interactions.seal(interaction.with(passed), browser);
        return Response.redirect((has ? FactorEndpoint.PATH : EnrolEndpoint.PATH) + "?request=" + handle);
    }

    /// Nothing is missing any more.
    Response signedIn(Request request, Interactions.Browser browser, Interaction interaction, User user,
            List<String> amr) {
        newDevices.note(request, user);
        var cookie = sessions.signIn(request, user, amr, AcrValues.of(amr));
        return Response.redirect(next(interaction, browser, user)).with("Set-Cookie", cookie);
    }

    /// What the page's handle means: who is half-way through, or who is signed in and asked for more. Empty where it is
    /// nobody any more: they have to begin with the first factor.
    Optional<Pending> pending(String handle, Interactions.Opened opened, Request request) {
        var interaction = opened.interaction();
        var passed = interaction.passed();
        if (passed == null)
            return sessions.current(request)
                    .map(current -> new Pending(handle, interaction, opened.browser(), current.user(),
                            Optional.of(current)));
        if (clock.instant().isAfter(passed.at().plus(LIFETIME))) return Optional.empty();
        return users.find(passed.user())
                .filter(user -> user.isActive() && password(user).equals(passed.password()))
                .map(user -> new Pending(handle, interaction, opened.browser(), user, Optional.empty()));
    }

    /// The second factor was right: signs in, once for each first factor, or adds to how the person is signed in.
    ///
    /// @param amr what the second factor adds (RFC 8176)
    /// @return the `Set-Cookie` value; empty where somebody has gone on from there already
    Optional<String> finish(Pending pending, Request request, List<String> amr) {
        if (pending.current().isPresent()) {
            var session = pending.current().get().session();
            var all = joined(session.amr(), amr);
            return sessions.strengthen(request, session, all, AcrValues.of(all));
        }
        var passed = pending.interaction().passed();
        if (passed == null
                || !oneTime.consume(PURPOSE, TokenHash.of(passed.id()), passed.at().plus(LIFETIME)))
            return Optional.empty();
        var all = joined(passed.amr(), amr);
        newDevices.note(request, pending.user());
        return Optional.of(sessions.signIn(request, pending.user(), all, AcrValues.of(all)));
    }

    String next(Pending pending) {
        return next(pending.interaction(), pending.browser(), pending.user());
    }

    private String next(Interaction interaction, Interactions.Browser browser, User user) {
        return beside.asks(user, interaction, browser).orElseGet(() -> interactions.next(interaction, browser));
    }

    private static List<String> joined(List<String> first, List<String> second) {
        var all = new LinkedHashSet<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }

    /// Stands for the password that the account has now.
    private String password(User user) {
        return users.findByIdentifier(Identifiers.normalize(user.displayName()))
                .filter(found -> found.user().id().equals(user.id()))
                .map(found -> TokenHash.of(String.valueOf(found.passwordHash())).base64Url())
                .orElse("");
    }
}
