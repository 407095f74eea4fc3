package dev.cardea.mtls;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.dpop.TestProof;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.REDIRECT;
import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.VERIFIER;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 8705 §3, §4 tokens that are bound to a certificate, behind a proxy (RFC 9440)")
class BoundTokenTest {
    private static final String TOKEN = "/oauth2/token";
    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = TestCardea.of(Cast.behindProxy("Client-Cert", Cast.CLIENTS
                + "  - { client_id: back, client_secret: " + SECRET + ", grant_types: ['" + EXCHANGE + "'],"
                + " response_types: [], scope: openid email, token_exchange: { subject_clients: [self, bound-by-key],"
                + " impersonation: true } }\n"));
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static HttpResponse<String> post(@Nullable TestCertificate with, Map<String, String> form,
            String... headers) {
        if (with == null) return cardea.post(TOKEN, form, headers);
        var all = new String[headers.length + 2];
        all[0] = "Client-Cert";
        all[1] = with.header();
        System.arraycopy(headers, 0, all, 2, headers.length);
        return cardea.post(TOKEN, form, all);
    }

    private static Map<String, String> redemption(String client, String... overrides) {
        var code = cardea.givenCode("client_id", client, "scope", "openid email offline_access");
        return new LinkedHashMap<>(Map.of("grant_type", "authorization_code", "client_id", client, "code", code,
                "redirect_uri", REDIRECT, "code_verifier", VERIFIER));
    }

    private static Map<String, Object> tokens(String client) {
        var response = post(Cast.SELF, redemption(client));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    private static HttpResponse<String> userinfo(Object token, String scheme, @Nullable TestCertificate with) {
        return with == null
                ? cardea.get("/userinfo", "Authorization", scheme + " " + token)
                : cardea.get("/userinfo", "Authorization", scheme + " " + token, "Client-Cert", with.header());
    }

    @Test
    void open_userinfo_to_whoever_shows_the_certificate() {
        var token = tokens("self").get("access_token");
        assertThat(claims(token)).containsEntry("cnf", Map.of("x5t#S256", Cast.SELF.thumbprint()));
        assertThat(json(userinfo(token, "Bearer", Cast.SELF))).containsEntry("email", TestCardea.ALICE);
    }

    @Test
    void open_userinfo_to_nobody_else() {
        var token = tokens("self").get("access_token");
        for (var refused : new HttpResponse<?>[]{userinfo(token, "Bearer", null),
                userinfo(token, "Bearer", Cast.OTHER), userinfo(token, "Bearer", Cast.PKI),
                userinfo(token, "DPoP", Cast.SELF),
                cardea.post("/userinfo", Map.of("access_token", token.toString())) }) {
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow()).contains("invalid_token");
            assertThat(refused.body().toString()).doesNotContain("@");
        }
    }

    @Test
    void are_no_business_of_tokens_that_are_bound_to_nothing() {
        var token = json(post(Cast.SELF, redemption("unbound"))).get("access_token");
        assertThat(userinfo(token, "Bearer", null).statusCode()).isEqualTo(200);
        assertThat(userinfo(token, "Bearer", Cast.OTHER).statusCode()).isEqualTo(200);
    }

    @Test
    void come_from_a_refresh_with_the_same_authentication() { // §4
        var refresh = (String) tokens("self").get("refresh_token");
        var form = Map.of("grant_type", "refresh_token", "client_id", "self", "refresh_token", refresh);
        assertThat(json(post(null, form))).containsEntry("error", "invalid_client");
        assertThat(json(post(Cast.OTHER, form))).containsEntry("error", "invalid_client");
        var answer = json(post(Cast.SELF, form));
        assertThat(claims(answer.get("access_token")))
                .containsEntry("cnf", Map.of("x5t#S256", Cast.SELF.thumbprint()));
    }

    @Test
    void bind_refresh_tokens_of_public_clients() { // §4
        var first = tokens("public");
        assertThat(claims(first.get("access_token")))
                .containsEntry("cnf", Map.of("x5t#S256", Cast.SELF.thumbprint()));
        var form = Map.of("grant_type", "refresh_token", "client_id", "public", "refresh_token",
                (String) first.get("refresh_token"));
        assertThat(json(post(null, form))).containsEntry("error", "invalid_request");
        assertThat(json(post(Cast.OTHER, form))).containsEntry("error", "invalid_grant");
        // Neither attempt has cost the client its token.
        var second = json(post(Cast.SELF, form));
        var again = Map.of("grant_type", "refresh_token", "client_id", "public", "refresh_token",
                (String) second.get("refresh_token"));
        assertThat(json(post(Cast.OTHER, again))).containsEntry("error", "invalid_grant");
        assertThat(json(post(Cast.SELF, again))).containsKey("access_token");
    }

    @Test
    void are_not_given_to_public_clients_without_a_certificate() {
        assertThat(json(post(null, redemption("public")))).containsEntry("error", "invalid_request");
    }

    @Test
    void are_bound_to_one_thing_only() {
        var proof = new TestProof(TestProof.key(), cardea, "POST", TOKEN).toString();
        var refused = json(post(Cast.SELF, redemption("self"), "DPoP", proof));
        assertThat(refused).containsEntry("error", "invalid_request");
        assertThat((String) refused.get("error_description")).contains("send no DPoP proof");
        var bound = json(post(Cast.SELF, redemption("unbound"), "DPoP",
                new TestProof(TestProof.key(), cardea, "POST", TOKEN).toString()));
        assertThat(bound).containsEntry("token_type", "DPoP");
        assertThat(userinfo(bound.get("access_token"), "Bearer", Cast.SELF).statusCode()).isEqualTo(401);
    }

    @Test
    void are_exchanged_by_who_shows_the_certificate() {
        var form = Map.of("grant_type", EXCHANGE, "subject_token", tokens("self").get("access_token").toString(),
                "subject_token_type", "urn:ietf:params:oauth:token-type:access_token");
        var back = basic("back", SECRET);
        assertThat(json(post(null, form, "Authorization", back))).containsEntry("error", "invalid_request");
        assertThat(json(post(Cast.OTHER, form, "Authorization", back))).containsEntry("error", "invalid_request");
        assertThat(json(post(Cast.SELF, form, "Authorization", back))).containsKey("access_token");
    }

    @Test
    void are_told_by_introspection() { // §3.2
        var token = tokens("self").get("access_token").toString();
        var answer = json(cardea.post("/oauth2/introspect", Map.of("token", token, "client_id", "self"), "Client-Cert",
                Cast.SELF.header()));
        assertThat(answer).containsEntry("cnf", Map.of("x5t#S256", Cast.SELF.thumbprint()));
    }

    @Test
    void are_issued_over_tls_for_a_code_and_open_userinfo_there() {
        try (var plain = TestCardea.of(Cast.behindProxy("Client-Cert", Cast.CLIENTS))) {
            var code = TestBrowser.answer(plain.browser()
                    .authorize(
                            TestCardea.request("client_id", "pki", "scope", "openid email"), TestCardea.ALICE,
                            TestCardea.PASSWORD))
                    .get("code");
            try (var tlsCardea = plain.restarted(Cast.overTls(Cast.CLIENTS));
                    var mine = new TestTls(tlsCardea.server.certificatePort(), Cast.PKI);
                    var other = new TestTls(tlsCardea.server.certificatePort(), Cast.OTHER);
                    var usual = new TestTls(tlsCardea.server.port(), Cast.PKI)) {
                var token = json(mine.post(TOKEN, Map.of("grant_type", "authorization_code", "client_id", "pki", "code",
                        code, "redirect_uri", REDIRECT, "code_verifier", VERIFIER))).get("access_token");
                assertThat(json(mine.get("/userinfo", "Authorization", "Bearer " + token)))
                        .containsEntry("email", TestCardea.ALICE);
                assertThat(other.get("/userinfo", "Authorization", "Bearer " + token).statusCode()).isEqualTo(401);
                assertThat(usual.get("/userinfo", "Authorization", "Bearer " + token).statusCode()).isEqualTo(401);
            }
        }
    }
}
