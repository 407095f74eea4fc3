package dev.cardea.e2e;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.Request;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretJWT;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.Token;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.Prompt;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Nimbus OAuth 2.0 SDK, a client for Java")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NimbusClientTest {
    private static final URI REDIRECT_URI = URI.create("https://app.example/cb");
    private static final ClientID WEB = new ClientID("web");
    private static final ClientAuthentication WEB_AUTHENTICATION = new ClientSecretBasic(WEB,
            new Secret("web-secret-of-sufficient-length"));

    private final RunningServer server;
    private final OIDCProviderMetadata metadata;

    NimbusClientTest(@TempDir Path directory) throws Exception {
        server = new RunningServer(directory);
        metadata = OIDCProviderMetadata.resolve(new Issuer(server.issuer));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void signs_in_with_code_and_pkce() throws Exception {
        var nonce = new Nonce();
        var tokens = signIn(new FormBrowser(), nonce);
        var validator = new IDTokenValidator(
                metadata.getIssuer(), WEB, JWSAlgorithm.RS256, metadata.getJWKSetURI().toURL());
        assertThat(validator.validate(tokens.getIDToken(), nonce).getSubject().getValue()).isNotEmpty();
    }

    @Test
    void reads_userinfo() throws Exception {
        var tokens = signIn(new FormBrowser(), new Nonce());
        var info = UserInfoResponse.parse(
                send(new UserInfoRequest(metadata.getUserInfoEndpointURI(), tokens.getAccessToken())))
                .toSuccessResponse()
                .getUserInfo();
        assertThat(info.getEmailAddress()).isEqualTo("alice@acme.example");
        assertThat(info.getName()).isEqualTo("Alice Archer");
    }

    @Test
    void refreshes() throws Exception {
        var first = signIn(new FormBrowser(), new Nonce());
        var second = tokens(WEB_AUTHENTICATION, new RefreshTokenGrant(first.getRefreshToken()));
        assertThat(second.getRefreshToken()).isNotEqualTo(first.getRefreshToken());
        assertThat(second.getIDToken().getJWTClaimsSet().getSubject())
                .isEqualTo(first.getIDToken().getJWTClaimsSet().getSubject());
    }

    @Test
    void introspects_and_revokes() throws Exception {
        var tokens = signIn(new FormBrowser(), new Nonce());
        assertThat(introspect(tokens.getAccessToken()).isActive()).isTrue();
        assertThat(introspect(tokens.getAccessToken()).getClientID()).isEqualTo(WEB);
        var answer = send(new TokenRevocationRequest(
                metadata.getRevocationEndpointURI(), WEB_AUTHENTICATION, tokens.getRefreshToken()));
        assertThat(answer.indicatesSuccess()).isTrue();
        assertThat(introspect(tokens.getRefreshToken()).isActive()).isFalse();
        assertThat(refusal(WEB_AUTHENTICATION, new RefreshTokenGrant(tokens.getRefreshToken())))
                .isEqualTo("invalid_grant");
    }

    @Test
    void signs_out() throws Exception {
        var browser = new FormBrowser();
        var tokens = signIn(browser, new Nonce());
        var state = new State("so-long");
        var back = browser.answerTo(new LogoutRequest(
                metadata.getEndSessionEndpointURI(),
                tokens.getIDToken(),
                URI.create("https://app.example/bye"),
                state)
                .toURI());
        assertThat(back).hasToString("https://app.example/bye?state=so-long");
        browser.asked.clear();
        signIn(browser, new Nonce());
        assertThat(browser.asked).startsWith("/login");
    }

    @Test
    void client_credentials_with_client_secret_basic() throws Exception {
        // Both have characters that RFC 6749 §2.3.1 wants encoded.
        assertServed(new ClientSecretBasic(
                new ClientID("service-basic"), new Secret("secret: with + and % of sufficient length")));
    }

    @Test
    void client_credentials_with_client_secret_post() throws Exception {
        assertServed(new ClientSecretPost(
                new ClientID("service-post"), new Secret("another secret of sufficient length")));
    }

    @Test
    void client_credentials_with_client_secret_jwt() throws Exception {
        assertServed(new ClientSecretJWT(
                new ClientID("service-secret-jwt"),
                metadata.getTokenEndpointURI(),
                JWSAlgorithm.HS256,
                new Secret("a third secret that is long enough for HS256")));
    }

    @Test
    void client_credentials_with_private_key_jwt() throws Exception {
        assertServed(new PrivateKeyJWT(
                new ClientID("service-private-key-jwt"),
                metadata.getTokenEndpointURI(),
                JWSAlgorithm.ES256,
                server.clientKey.toPrivateKey(),
                server.clientKey.getKeyID(),
                null));
    }

    @Test
    void a_wrong_secret_is_refused() throws Exception {
        var wrong = new ClientSecretPost(new ClientID("service-post"), new Secret("wrong"));
        assertThat(refusal(wrong, new ClientCredentialsGrant())).isEqualTo("invalid_client");
    }

    private void assertServed(ClientAuthentication authentication) throws Exception {
        var tokens = tokens(authentication, new ClientCredentialsGrant());
        assertThat(tokens.getAccessToken().getValue()).isNotEmpty();
        assertThat(tokens.getRefreshToken()).isNull(); // RFC 6749 §4.4.3
        assertThat(tokens.getIDToken()).isNull();
    }

    private OIDCTokens signIn(FormBrowser browser, Nonce nonce) throws Exception {
        var verifier = new CodeVerifier();
        var state = new State();
        var request = new AuthenticationRequest.Builder(
                ResponseType.CODE, Scope.parse("openid profile email offline_access"), WEB, REDIRECT_URI)
                .endpointURI(metadata.getAuthorizationEndpointURI())
                .state(state)
                .nonce(nonce)
                .prompt(Prompt.Type.CONSENT) // OIDC Core §11: asked for offline access
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build();
        var response = AuthenticationResponseParser.parse(browser.answerTo(request.toURI()));
        assertThat(response.getState()).isEqualTo(state);
        assertThat(response.getIssuer()).isEqualTo(metadata.getIssuer()); // RFC 9207
        var code = response.toSuccessResponse().getAuthorizationCode();
        return tokens(WEB_AUTHENTICATION, new AuthorizationCodeGrant(code, REDIRECT_URI, verifier));
    }

    private OIDCTokens tokens(ClientAuthentication authentication, AuthorizationGrant grant) throws Exception {
        var response = ask(authentication, grant);
        if (!response.indicatesSuccess())
            throw new AssertionError(response.toErrorResponse().getErrorObject().toJSONObject().toString());
        var tokens = response.toSuccessResponse().getTokens();
        return tokens instanceof OIDCTokens oidc ? oidc : new OIDCTokens(tokens.getAccessToken(), null);
    }

    private String refusal(ClientAuthentication authentication, AuthorizationGrant grant) throws Exception {
        return ask(authentication, grant).toErrorResponse().getErrorObject().getCode();
    }

    private TokenResponse ask(ClientAuthentication authentication, AuthorizationGrant grant) throws Exception {
        return OIDCTokenResponseParser.parse(
                send(new TokenRequest.Builder(metadata.getTokenEndpointURI(), authentication, grant).build()));
    }

    private TokenIntrospectionSuccessResponse introspect(Token token) throws Exception {
        var request = new TokenIntrospectionRequest(metadata.getIntrospectionEndpointURI(), WEB_AUTHENTICATION, token);
        return TokenIntrospectionResponse.parse(send(request)).toSuccessResponse();
    }

    private static HTTPResponse send(Request request) throws Exception {
        return request.toHTTPRequest().send();
    }
}
