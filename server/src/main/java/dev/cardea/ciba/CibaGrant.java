package dev.cardea.ciba;

import dev.cardea.client.Client.Backchannel;
import dev.cardea.decoupled.Polling;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.token.Grant;
import dev.cardea.token.TokenRequest;

/// CIBA Core §10.1, §11: the client polls, of itself or because it was told to.
public final class CibaGrant implements Grant {
    static final String TYPE = "urn:openid:params:grant-type:ciba";
    /// Of the token request; hashed with the id.
    static final String PARAMETER = "auth_req_id";

    private final BackchannelRequestStore requests;
    private final Polling polling;

    public CibaGrant(BackchannelRequestStore requests, Polling polling) {
        this.requests = requests;
        this.polling = polling;
    }

    @Override
    public String grantType() {
        return TYPE;
    }

    @Override
    public Granted authorize(TokenRequest request) {
        var registered = request.client().permissions().backchannel();
        if (registered == null || registered.delivery() == Backchannel.Delivery.push)
            throw OAuthError.of(ErrorCode.unauthorized_client,
                    "the client is sent its tokens and does not ask for them");
        return polling.poll(requests, PARAMETER, request);
    }
}
