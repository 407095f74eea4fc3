package dev.cardea.demo;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Request;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.token.Token;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import java.util.Map;

/// What can be done with tokens once there are some. Each answer is shown as it came.
final class Calls {
    private final Registration registration;
    private final Provider provider;

    Calls(Registration registration, Provider provider) {
        this.registration = registration;
        this.provider = provider;
    }

    /// OpenID Connect Core §5.3.
    Call userinfo(SignedIn signedIn) {
        var request = userinfoRequest(signedIn);
        return call("Userinfo", request, provider.send(request));
    }

    /// The claims about the person. In the code flow they are not in the ID token, but asked for (OpenID Connect Core
    /// §5.4).
    Map<String, Object> profile(SignedIn signedIn) {
        try {
            var response = UserInfoResponse.parse(provider.send(userinfoRequest(signedIn)));
            if (!response.indicatesSuccess()) throw Problem.refused(response.toErrorResponse().getErrorObject());
            var answer = response.toSuccessResponse().getUserInfo();
            // §5.3.2: or one person's token would fetch another person's claims.
            if (answer == null || !signedIn.claims().getSubject().equals(answer.getSubject()))
                throw Problem.untrustworthy("The userinfo answer is about somebody else.");
            return answer.toJSONObject();
        } catch (ParseException e) {
            throw Problem.untrustworthy("The userinfo answer is unusable: " + e.getMessage());
        }
    }

    private Request userinfoRequest(SignedIn signedIn) {
        return new UserInfoRequest(provider.metadata().getUserInfoEndpointURI(), signedIn.accessToken());
    }

    /// RFC 7662.
    Call introspect(Token token) {
        var request = new TokenIntrospectionRequest(
                provider.metadata().getIntrospectionEndpointURI(), registration.authentication(), token);
        return call("Introspection", request, provider.send(request));
    }

    /// RFC 7009.
    Call revoke(Token token) {
        var request = new TokenRevocationRequest(
                provider.metadata().getRevocationEndpointURI(), registration.authentication(), token);
        return call("Revocation", request, provider.send(request));
    }

    private static Call call(String title, Request request, HTTPResponse response) {
        var http = request.toHTTPRequest();
        return new Call(
                title, http.getMethod() + " " + http.getURI(), response.getStatusCode(), PrettyJson.of(response));
    }
}
