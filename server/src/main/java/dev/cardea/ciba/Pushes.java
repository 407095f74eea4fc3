package dev.cardea.ciba;

import dev.cardea.client.Client;
import dev.cardea.decoupled.Awaited;
import dev.cardea.http.Form;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.token.AuthorizationCodeStore;
import dev.cardea.token.AuthorizationCodeStore.Redemption;
import dev.cardea.token.AuthorizationStore;
import dev.cardea.token.Grant.Granted;
import dev.cardea.token.Possession;
import dev.cardea.token.Reaches;
import dev.cardea.token.RefreshTokens;
import dev.cardea.token.Standing;
import dev.cardea.token.TokenIssuer;
import dev.cardea.token.TokenRequest;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// What is sent to a client that does not ask (CIBA Core §10.3.1, §12). The first try redeems the approval; each further
/// one finds the same authorization, and so gives other tokens of the same right, with the same refresh token.
public final class Pushes {
    private final AuthorizationCodeStore codes;
    private final AuthorizationStore authorizations;
    private final RefreshTokens refreshTokens;
    private final TokenIssuer issuer;
    private final InstantSource clock;

    public Pushes(
            AuthorizationCodeStore codes,
            AuthorizationStore authorizations,
            RefreshTokens refreshTokens,
            TokenIssuer issuer,
            InstantSource clock) {
        this.codes = codes;
        this.authorizations = authorizations;
        this.refreshTokens = refreshTokens;
        this.issuer = issuer;
        this.clock = clock;
    }

    Map<String, Object> body(BackchannelRequest request, Client client, String authReqId) {
        if (request.state() != Awaited.State.approved) return error(ErrorCode.access_denied, "the person refused");
        return standing(request, client)
                .map(standing -> issuer.push(granted(standing, client), client, authReqId))
                .orElseGet(() -> error(ErrorCode.transaction_failed,
                        "the person has signed out or the account is disabled"));
    }

    private Optional<Standing> standing(BackchannelRequest request, Client client) {
        var refreshExpiresAt = clock.instant().plus(client.tokens().lifetimes().refreshToken());
        return switch (codes.redeem(request.key(), refreshExpiresAt)) {
            case Redemption.First(_, Standing standing) -> {
                if (standing.sessionAlive() && standing.stands(client)) yield Optional.of(standing);
                // Also with `offline_access`: only what was redeemed before outlives the session.
                authorizations.revoke(standing.authorization().id());
                yield Optional.empty();
            }
            case Redemption.Replayed(var id) -> authorizations.find(id).filter(standing -> standing.stands(client));
            case Redemption.Unknown() -> Optional.empty();
        };
    }

    private Granted.ToPerson granted(Standing standing, Client client) {
        var authorization = standing.authorization();
        var refreshToken = RefreshTokens.isIssuedFor(authorization, client)
                ? refreshTokens.first(authorization.id(),
                        new TokenRequest(Form.EMPTY, client, Possession.NONE, Reaches.NONE))
                : null;
        return new Granted.ToPerson(standing, authorization.scopes(), null, refreshToken,
                authorization.reach());
    }

    private static Map<String, Object> error(ErrorCode code, String why) {
        return Map.of("error", code.name(), "error_description", why);
    }
}
