package dev.cardea.authorize;

import dev.cardea.claims.Claims;
import dev.cardea.client.Client;
import dev.cardea.consent.Consent;
import dev.cardea.consent.ConsentStore;
import dev.cardea.details.Detail;
import dev.cardea.factor.Factors;
import dev.cardea.oauth.AcrValues;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.OAuthException;
import dev.cardea.oauth.Scopes;
import dev.cardea.oauth.When;
import dev.cardea.session.Interaction;
import dev.cardea.session.Sessions;
import dev.cardea.token.Reach;
import dev.cardea.token.Subjects;
import java.time.InstantSource;
import java.util.Optional;

/// Decides what is missing before the client can be answered, from stored state alone: is the person signed in, and
/// recently enough; is it the right person; have they agreed? Each page only brings the browser back to be asked again.
public final class Dispatcher {
    private static final String ERRORS = "OIDC Core §3.1.2.6";
    private final ConsentStore consents;
    private final Claims claims;
    private final Factors factors;
    private final InstantSource clock;

    public Dispatcher(ConsentStore consents, Claims claims, Factors factors, InstantSource clock) {
        this.factors = factors;
        this.consents = consents;
        this.claims = claims;
        this.clock = clock;
    }

    sealed interface Step {
        /// @param path of the page that the person has to go through
        record Page(String path) implements Step {}

        record Issue(Sessions.Current session) implements Step {}
    }

    /// @throws dev.cardea.oauth.OAuthException what to tell the client where the answer is no
    Step next(
            AuthorizationRequest request, Interaction interaction, Client client, Optional<Sessions.Current> session) {
        if (interaction.denied())
            throw OAuthError.of(ErrorCode.access_denied, "the person refused")
                    .by("RFC 6749 §4.1.2.1")
                    .with("cause", "the person chose not to allow it, on the consent page");
        if (session.isEmpty() || mustSignInAgain(request, interaction, session.get())) {
            if (request.silent())
                throw notSignedIn(request, session);
            return new Step.Page("/login");
        }
        var current = session.get();
        if (!isExpected(request, client, current)) {
            if (request.silent() || isFresh(interaction, current))
                throw OAuthError.of(ErrorCode.login_required, "another person is signed in than the one asked for")
                        .by(ERRORS)
                        .with("asked for by", request.hint().isPresent() ? "id_token_hint" : "claims");
            return new Step.Page("/login");
        }
        var acr = current.session().acr();
        if (!request.isMetBy(acr)) return toFactor(request, current);
        if (!current.user().allRoles().containsAll(client.permissions().requiredRoles()))
            throw OAuthError.of(ErrorCode.access_denied, "the person does not have the role that this client requires")
                    .by("RFC 6749 §4.1.2.1")
                    .with("required", client.permissions().requiredRoles())
                    .with("roles of the person", current.user().allRoles());
        if (needsConsent(request, interaction, client, current)) {
            if (request.silent())
                throw OAuthError.of(ErrorCode.consent_required, "the person has not agreed to what is asked for")
                        .by(ERRORS)
                        .with("asked for", agreed(request, client))
                        .with("details asked for", request.reach().details().stream().map(Detail::type).toList())
                        .with("agreed to", () -> consents.find(current.user().id(), client.id())
                                .map(given -> given.scopes().toString())
                                .orElse("nothing"));
            return new Step.Page("/consent");
        }
        return new Step.Issue(current);
    }

    /// Only the factor that is missing is asked for, not the password again (RFC 9470 §3).
    private Step toFactor(AuthorizationRequest request, Sessions.Current current) {
        if (!request.isMetBy(factors.reach(current.user()))) throw request.unmetBy(current.session().acr());
        if (request.silent())
            throw OAuthError.of(ErrorCode.login_required, "the person did not sign in as strongly as asked for")
                    .by(ERRORS)
                    .with("acr", current.session().acr());
        return new Step.Page(request.isMetBy(AcrValues.TWO_FACTORS) ? "/login/factor" : "/login/factor/passkey");
    }

    private OAuthException notSignedIn(AuthorizationRequest request, Optional<Sessions.Current> session) {
        var refusal = OAuthError.of(ErrorCode.login_required, "nobody is signed in, or not recently enough").by(ERRORS);
        if (session.isEmpty()) return refusal.with("cause", "nobody is signed in in this browser");
        var maxAge = request.maxAge();
        if (maxAge != null) refusal.with("max_age", maxAge);
        return refusal.with("cause", "the person did not sign in recently enough, or is asked to do so again")
                .with("signed in", When.of(session.get().session().authTime(), clock.instant()));
    }

    private boolean mustSignInAgain(AuthorizationRequest request, Interaction interaction, Sessions.Current session) {
        if (isFresh(interaction, session)) return false;
        var maxAge = request.maxAge();
        return request.asksForSignIn()
                || (maxAge != null && clock.instant().isAfter(session.session().authTime().plus(maxAge)));
    }

    /// Whether the person signed in during this interaction.
    private static boolean isFresh(Interaction interaction, Sessions.Current session) {
        return !session.session().authTime().isBefore(interaction.startedAt());
    }

    private static boolean isExpected(AuthorizationRequest request, Client client, Sessions.Current session) {
        return request.accepts(Subjects.of(session.user(), client));
    }

    private boolean needsConsent(
            AuthorizationRequest request, Interaction interaction, Client client, Sessions.Current session) {
        if (client.sign().firstParty() && !request.asksForConsent()) return false;
        var given = consents.find(session.user().id(), client.id());
        if (given.isEmpty() || !client.existedAt(given.get().grantedAt())) return true;
        if (!agreed(request, client).within(given.get().scopes())) return true;
        if (!isWithin(request.reach(), given.get(), client)) return true;
        return request.asksForConsent() && given.get().grantedAt().isBefore(interaction.startedAt());
    }

    private Scopes agreed(AuthorizationRequest request, Client client) {
        return claims.agreed(client, request.scopes(), request.claims().names());
    }

    /// The resources of a client's `audience` are those that the operator gave it: nobody is asked about them.
    private static boolean isWithin(Reach asked, Consent given, Client client) {
        return given.details().containsAll(asked.details()) && asked.resources()
                .stream()
                .allMatch(uri -> given.resources().contains(uri) || client.tokens().audience().contains(uri));
    }
}
