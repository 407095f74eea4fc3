package dev.cardea.token;

import dev.cardea.claims.Claims;
import dev.cardea.client.Client;
import dev.cardea.client.Clients;
import dev.cardea.details.Detail;
import dev.cardea.jose.Algorithm;
import dev.cardea.jose.Base64Url;
import dev.cardea.jose.KeyRing;
import dev.cardea.jose.Sealing;
import dev.cardea.json.Json;
import dev.cardea.oauth.Scopes;
import dev.cardea.oauth.When;
import dev.cardea.resource.Resources;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Access tokens: JWTs by RFC 9068, or for a client that wants them opaque the same claims sealed. Both carry the id of
/// their [Authorization] in front of their `jti`, so revoking that kills them at every endpoint of this server.
public final class AccessTokens {
    private static final String TYP = "at+jwt";
    private static final String OPAQUE_PREFIX = "at_";
    private static final String PURPOSE = "access-token";
    private static final int JTI_BYTES = 12;

    /// An access token that this server issued, that has not expired and has not been revoked.
    ///
    /// @param client enabled, and the one that the token was issued to
    /// @param standing of the authorization it belongs to; empty for a client acting for itself
    public record Active(AccessToken token, Client client, Optional<Standing> standing) {}

    private final String issuer;
    private final Claims people;
    private final KeyRing keys;
    private final Sealing sealing;
    private final Clients clients;
    private final AuthorizationStore authorizations;
    private final Resources resources;
    private final Genuine genuine = new Genuine();
    private final SecureRandom random;
    private final InstantSource clock;

    public AccessTokens(
            String issuer,
            Claims people,
            KeyRing keys,
            Sealing sealing,
            Clients clients,
            AuthorizationStore authorizations,
            Resources resources,
            SecureRandom random,
            InstantSource clock) {
        this.issuer = issuer;
        this.people = people;
        this.keys = keys;
        this.sealing = sealing;
        this.clients = clients;
        this.authorizations = authorizations;
        this.resources = resources;
        this.random = random;
        this.clock = clock;
    }

    /// RFC 9068 §2.2.
    ///
    /// @param binding of the token, if it is bound
    public String issue(Grant.Granted granted, Client client, Optional<Binding> binding, Instant now) {
        var claims = new LinkedHashMap<>(granted.person()
                .map(standing -> people.ofAccessToken(standing.user(), client, granted.scopes()))
                .orElse(Map.of()));
        claims.put("iss", issuer);
        claims.put("sub", subject(granted, client));
        claims.put("aud", audience(granted, client));
        claims.put("client_id", client.id().value());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", expiry(granted, client, now).getEpochSecond());
        var random = randomText();
        if (granted.person().isPresent()) {
            var authorization = granted.person().get().authorization();
            claims.put("jti", AccessToken.jti(authorization.id(), random));
            if (authorization.inSession()) {
                claims.put("auth_time", authorization.authTime().getEpochSecond());
                claims.put("acr", authorization.acr());
                claims.put("amr", authorization.amr());
            }
        } else {
            claims.put("jti", random);
        }
        if (granted instanceof Grant.Granted.AccessOnly access && access.act() != null) claims.put("act", access.act());
        binding.ifPresent(bound -> claims.put("cnf", bound.confirmation()));
        var scopes = scopes(granted);
        if (!scopes.isEmpty()) claims.put("scope", scopes.toString());
        var details = granted.reach().details();
        if (!details.isEmpty()) claims.put(Detail.NAME, Detail.members(details)); // RFC 9396 §9.1
        return client.tokens().opaqueAccessTokens()
                ? OPAQUE_PREFIX + Base64Url.encode(sealing.seal(PURPOSE, Json.bytes(claims)))
                : keys.sign(Algorithm.valueOf(client.tokens().accessTokenAlg()), TYP, claims);
    }

    static String subject(Grant.Granted granted, Client client) {
        return granted.person()
                .map(standing -> Subjects.of(standing.user(), client))
                .orElseGet(() -> client.id().value());
    }

    /// What the token can be used for: less than was granted where it is for resources that know less.
    Scopes scopes(Grant.Granted granted) {
        return resources.scopes(granted.scopes(), granted.reach().resources());
    }

    Instant expiry(Grant.Granted granted, Client client, Instant now) {
        var lifetime = client.tokens().lifetimes().accessToken();
        var usual = now.plus(resources.lifetime(granted.reach().resources())
                .filter(shorter -> shorter.compareTo(lifetime) < 0)
                .orElse(lifetime));
        return granted instanceof Grant.Granted.AccessOnly access && access.notAfter().isBefore(usual)
                ? access.notAfter()
                : usual;
    }

    /// Who was asked for, and nobody else: a resource could use the token at any other one (RFC 8707 §3). Else the
    /// client's `audience`, and this server itself where the token opens userinfo or nothing else is named.
    private Object audience(Grant.Granted granted, Client client) {
        var asked = granted.reach().resources();
        if (!asked.isEmpty()) return asked.size() == 1 ? asked.getFirst() : asked;
        var audience = client.tokens().audience();
        if (audience.isEmpty()) return issuer;
        if (!granted.scopes().contains(Scopes.OPENID) || audience.contains(issuer)) return audience;
        var both = new ArrayList<>(audience);
        both.add(issuer);
        return both;
    }

    private String randomText() {
        var bytes = new byte[JTI_BYTES];
        random.nextBytes(bytes);
        return Base64Url.encode(bytes);
    }

    /// The token, if it is one of ours, alive and not revoked; its client, authorization, account and session included.
    public Optional<Active> find(String token) {
        var now = clock.instant();
        return genuine.find(token, this::read)
                .filter(found -> now.isBefore(found.expiresAt()))
                .flatMap(this::active);
    }

    /// Why a token is none that [#find(String)] finds, for the operator. Says so of one that it does find, too: then
    /// it was not good for something else.
    public String dead(String token) {
        var read = genuine.find(token, this::read);
        if (read.isEmpty()) return "it is no access token of this server, or signed by a key that is retired";
        var found = read.get();
        var issued = "issued to client " + found.client() + " for " + String.join(", ", found.audience());
        var now = clock.instant();
        if (!now.isBefore(found.expiresAt()))
            return "it has expired: " + When.of(found.expiresAt(), now).get() + "; " + issued;
        return active(found).isEmpty()
                ? "it is revoked, or the session, the account or the client that it depends on is gone; " + issued
                : "it is alive, but not meant for this; " + issued;
    }

    private Optional<Active> active(AccessToken token) {
        return clients.find(token.client()).filter(Client::enabled).flatMap(client -> active(token, client));
    }

    private Optional<Active> active(AccessToken token, Client client) {
        if (token.authorization().isEmpty())
            return !wasIssuedTo(client, token) || authorizations.isTokenRevoked(token.jti())
                    ? Optional.empty()
                    : Optional.of(new Active(token, client, Optional.empty()));
        return authorizations.find(token.authorization().get(), token.jti())
                .filter(standing -> stands(standing, client, token))
                .map(standing -> new Active(token, client, Optional.of(standing)));
    }

    /// A token that was got in exchange for another one depends on the client that the person let in too (RFC 8693).
    private boolean stands(Standing standing, Client client, AccessToken token) {
        var owner = standing.authorization().client();
        if (owner.equals(client.id())) return standing.stands(client);
        return wasIssuedTo(client, token) && clients.find(owner).filter(standing::stands).isPresent();
    }

    /// To the second, as `iat` is.
    private static boolean wasIssuedTo(Client client, AccessToken token) {
        return token.claims().get("iat") instanceof Number iat
                && iat.longValue() >= client.createdAt().getEpochSecond();
    }

    private Optional<AccessToken> read(String token) {
        return claims(token).flatMap(claims -> AccessToken.read(claims, issuer));
    }

    private Optional<Map<String, Object>> claims(String token) {
        if (!token.startsWith(OPAQUE_PREFIX)) return keys.verify(TYP, token);
        return Base64Url.decode(token.substring(OPAQUE_PREFIX.length()))
                .flatMap(bytes -> sealing.open(PURPOSE, bytes))
                .map(json -> Json.object(new String(json, StandardCharsets.UTF_8)));
    }
}
