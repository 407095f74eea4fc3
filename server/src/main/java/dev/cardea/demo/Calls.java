package dev.cardea.demo;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Request;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.token.Token;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;

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
        var request = new UserInfoRequest(provider.metadata().getUserInfoEndpointURI(), signedIn.accessToken());
        var response = provider.send(request);
        if (response.indicatesSuccess()) isAboutTheSamePerson(response, signedIn);
        return call("Userinfo", request, response);
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

    /// OpenID Connect Core §5.3.2: otherwise the answer must not be used, or one person's token would fetch another
    /// person's claims.
    private static void isAboutTheSamePerson(HTTPResponse response, SignedIn signedIn) {
        try {
            UserInfo answer = UserInfoResponse.parse(response).toSuccessResponse().getUserInfo();
            if (answer == null || !signedIn.claims().getSubject().equals(answer.getSubject()))
                throw Problem.untrustworthy("The userinfo answer is about somebody else.");
        } catch (ParseException e) {
            throw Problem.untrustworthy("The userinfo answer is unusable: " + e.getMessage());
        }
    }

    private static Call call(String title, Request request, HTTPResponse response) {
        var http = request.toHTTPRequest();
        return new Call(
                title, http.getMethod() + " " + http.getURI(), response.getStatusCode(), PrettyJson.of(response));
    }
}
