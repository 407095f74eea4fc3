package dev.cardea.token;

import dev.cardea.client.AssertionIssuer;
import dev.cardea.client.Client;
import dev.cardea.client.ClientKeys;
import dev.cardea.client.OneTimeStore;
import dev.cardea.details.DetailTypes;
import dev.cardea.jose.ForeignJwt;
import dev.cardea.jose.Verifiers;
import dev.cardea.oauth.AcrValues;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.ExpiringId;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.OAuthException;
import dev.cardea.oauth.Scopes;
import dev.cardea.oauth.TokenHash;
import dev.cardea.oauth.UserId;
import dev.cardea.oauth.When;
import dev.cardea.user.Identifiers;
import dev.cardea.user.User;
import dev.cardea.user.UserStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import static dev.cardea.oauth.OAuthError.invalidScope;

/// RFC 7523 §2.1: a client presents what a trusted issuer signed about a person, and gets an access token for that
/// person's account, without a session and without a refresh token.
public final class JwtBearerGrant implements Grant {
    private static final Duration SKEW = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final List<AssertionIssuer> issuers;
    private final Set<String> audiences;
    private final ClientKeys keys;
    private final UserStore users;
    private final AuthorizationStore authorizations;
    private final OneTimeStore oneTime;
    private final SecureRandom random;
    private final InstantSource clock;

    /// @param audiences what an assertion's `aud` may be: the issuer, or the token endpoint
    public JwtBearerGrant(
            List<AssertionIssuer> issuers,
            Set<String> audiences,
            ClientKeys keys,
            UserStore users,
            AuthorizationStore authorizations,
            OneTimeStore oneTime,
            SecureRandom random,
            InstantSource clock) {
        this.issuers = List.copyOf(issuers);
        this.audiences = Set.copyOf(audiences);
        this.keys = keys;
        this.users = users;
        this.authorizations = authorizations;
        this.oneTime = oneTime;
        this.random = random;
        this.clock = clock;
    }

    @Override
    public String grantType() {
        return "urn:ietf:params:oauth:grant-type:jwt-bearer";
    }

    @Override
    public Granted authorize(TokenRequest request) {
        var client = request.client();
        if (client.isPublic())
            throw OAuthError.of(ErrorCode.unauthorized_client, "public clients cannot present assertions");
        var jwt = ForeignJwt.parse(request.form().require("assertion"))
                .orElseThrow(() -> refused("is not a signed JWT of at most 8 KB"));
        var issuer = issuers.stream()
                .filter(one -> one.issuer().equals(jwt.claims().get("iss")) && one.clients().contains(client.id()))
                .findFirst()
                .orElseThrow(() -> refused("has no iss that this client may present assertions of")
                        .with("iss", String.valueOf(jwt.claims().get("iss")))
                        .with("this client may present those of", () -> issuers.stream()
                                .filter(one -> one.clients().contains(client.id()))
                                .map(AssertionIssuer::issuer)
                                .toList()));
        if (!jwt.isPlain() || !Verifiers.ALGORITHMS.contains(jwt.header().getAlgorithm().getName())
                || !keys.verifies(issuer, jwt))
            throw refused("is not signed by a key of its issuer")
                    .with("alg", jwt.header().getAlgorithm().getName())
                    .with("kid", String.valueOf(jwt.header().getKeyID()));
        var now = clock.instant();
        var expiresAt = checkClaims(jwt.claims(), now);
        var user = account(jwt.claims(), issuer, client);
        var scopes = scopes(request, issuer);
        var reach = reach(request, issuer);
        // Last, so that a mistake elsewhere does not cost the client its assertion.
        if (jwt.claims().get("jti") instanceof String id
                && !oneTime.consume("jwt-bearer", TokenHash.of(issuer.issuer() + " " + id), expiresAt.plus(SKEW)))
            throw refused("was used before: its jti is known");
        return granted(user, scopes, reach, client, now);
    }

    /// §3.
    ///
    /// @return when the assertion expires
    private Instant checkClaims(Map<String, Object> claims, Instant now) {
        if (!(claims.get("sub") instanceof String subject) || subject.isEmpty()) throw refused("has no sub");
        if (!isForUs(claims.get("aud")))
            throw refused("is meant for another server: its aud must be " + String.join(" or ", audiences))
                    .with("aud", String.valueOf(claims.get("aud")));
        if (!(claims.get("exp") instanceof Number exp)) throw refused("has no exp");
        var expiresAt = Instant.ofEpochSecond(exp.longValue());
        if (!now.isBefore(expiresAt.plus(SKEW))) throw refused("has expired").with("exp", When.of(expiresAt, now));
        if (expiresAt.isAfter(now.plus(LONGEST).plus(SKEW)))
            throw refused("expires more than an hour from now").with("exp", When.of(expiresAt, now));
        for (var name : List.of("nbf", "iat")) {
            var time = claims.get(name);
            if (time != null && !(time instanceof Number seconds
                    && seconds.longValue() <= now.plus(SKEW).getEpochSecond()))
                throw refused("has an " + name + " that is in the future or no time")
                        .with(name, time instanceof Number seconds
                                ? When.of(Instant.ofEpochSecond(seconds.longValue()), now)
                                : () -> "no number");
        }
        if (claims.containsKey("jti") && !(claims.get("jti") instanceof String))
            throw refused("has a jti that is no text");
        return expiresAt;
    }

    private boolean isForUs(@Nullable Object audience) {
        return audience instanceof Collection<?> several
                ? several.stream().anyMatch(audiences::contains)
                : audience instanceof String one && audiences.contains(one);
    }

    private User account(Map<String, Object> claims, AssertionIssuer issuer, Client client) {
        var user = (issuer.byEmail() ? byEmail(claims) : users.find(new UserId(String.valueOf(claims.get("sub")))))
                .filter(User::isActive)
                .filter(found -> issuer.organization().equals(found.organization()))
                .orElseThrow(() -> refused("speaks of nobody who has an active account in the issuer's organization"));
        if (!user.allRoles().containsAll(client.permissions().requiredRoles()))
            throw refused("speaks of a person without the role that this client requires");
        return user;
    }

    /// Only by an address that is known to be the person's, on both sides.
    private Optional<User> byEmail(Map<String, Object> claims) {
        if (!(claims.get("email") instanceof String email)) throw refused("has no email");
        if (Boolean.FALSE.equals(claims.get("email_verified"))) throw refused("has an email that is not verified");
        var wanted = Identifiers.normalize(email);
        return users.findByIdentifier(wanted)
                .map(UserStore.Credentials::user)
                .filter(user -> user.emailVerified() && user.email() != null
                        && Identifiers.normalize(user.email()).equals(wanted));
    }

    private static Scopes scopes(TokenRequest request, AssertionIssuer issuer) {
        var available = issuer.scope()
                .minus(Authorization.LASTING)
                .intersect(request.client().permissions().scope());
        var scopes = request.form().get("scope").map(Scopes::parse).orElse(available);
        if (!scopes.within(available))
            throw invalidScope("scope exceeds what the issuer or the client is registered for: "
                    + scopes.minus(available));
        return scopes;
    }

    /// Only what the operator trusts the issuer with: nobody asks the person.
    private static Reach reach(TokenRequest request, AssertionIssuer issuer) {
        var reach = request.asked();
        for (var detail : reach.details())
            if (!issuer.detailTypes().contains(detail.type()))
                throw DetailTypes.notOf(issuer.issuer(), detail.type());
        return reach;
    }

    private Granted granted(User user, Scopes scopes, Reach reach, Client client, Instant now) {
        var expiresAt = now.plus(client.tokens().lifetimes().accessToken());
        var id = ExpiringId.random(random, expiresAt);
        var authorization = new Authorization(
                id, client.id(), user.id(), id, scopes, now, AcrValues.ASSERTION, List.of(), null, reach,
                now, expiresAt);
        authorizations.add(authorization);
        return new Granted.AccessOnly(
                new Standing(authorization, false, false, user), scopes, reach, null, expiresAt, null);
    }

    private static OAuthException refused(String why) {
        return OAuthError.invalidGrant("the assertion " + why).by("RFC 7523 §3");
    }
}
