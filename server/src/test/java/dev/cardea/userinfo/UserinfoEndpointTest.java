package dev.cardea.userinfo;

import com.nimbusds.jwt.SignedJWT;
import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.TestJwks;
import dev.cardea.user.User;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.BOB;
import static dev.cardea.TestCardea.ISSUER;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.REDIRECT;
import static dev.cardea.TestCardea.VERIFIER;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("OIDC Core §5.3 the userinfo endpoint, §5.4 scopes, §5.5 requested claims")
class UserinfoEndpointTest {
    private static final List<String> PROFILE = List.of("name", "family_name", "given_name", "middle_name", "nickname",
            "preferred_username", "profile", "picture", "website", "gender", "birthdate", "zoneinfo", "locale",
            "updated_at");
    private static final Map<String, Object> ADDRESS = Map.of("formatted", "Weg 1, 10115 Berlin", "country", "DE");
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        var clients = new StringBuilder();
        for (var algorithm : List.of("RS256", "PS256", "ES256", "EdDSA"))
            clients.append(TestCardea.client(algorithm, "userinfo_signed_response_alg: " + algorithm));
        cardea = new TestCardea(clients
                + TestCardea.client("all", "scope: openid profile email address phone offline_access")
                + TestCardea.client("mail", "subject_claim: email"));
        tellEverything();
    }

    /// About Alice.
    private static void tellEverything() {
        var users = cardea.server.stores().users();
        var alice = users.findByIdentifier(ALICE).orElseThrow().user();
        var claims = new LinkedHashMap<>(alice.claims());
        for (var name : List.of("family_name", "middle_name", "nickname", "gender", "birthdate", "zoneinfo", "locale",
                "phone_number", "profile", "picture", "website"))
            claims.put(name, "a " + name);
        claims.put("phone_number_verified", true);
        claims.put("address", ADDRESS);
        claims.put("clearance", "nobody asked for it");
        users.put(new User(alice.id(), alice.organization(), alice.status(), alice.email(), true, alice.username(),
                claims, alice.roles(), alice.updatedAt()));
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static Map<String, Object> alice(String scope, String claims) {
        return json(cardea.userinfo(cardea.tokensOf("all", "scope", scope, "claims", claims).get("access_token")));
    }

    @Test
    void says_who_it_is_and_no_more_without_further_scopes() {
        assertThat(alice("openid", "")).containsOnlyKeys("sub");
    }

    @Test
    void says_what_each_scope_opens() { // §5.4
        var profile = alice("openid profile", "");
        assertThat(profile.keySet()).containsAll(PROFILE).hasSize(PROFILE.size() + 1);
        assertThat(profile).containsEntry("name", "Alice Adams").containsEntry("birthdate", "a birthdate");
        assertThat(profile.get("updated_at")).isInstanceOf(Integer.class); // §5.1: seconds
        assertThat(alice("openid email", "")).containsOnlyKeys("sub", "email", "email_verified")
                .containsEntry("email_verified", true);
        assertThat(alice("openid phone", "")).containsOnlyKeys("sub", "phone_number", "phone_number_verified")
                .containsEntry("phone_number_verified", true);
        assertThat(alice("openid address", "")).containsOnlyKeys("sub", "address")
                .containsEntry("address", ADDRESS); // §5.1.1
    }

    @Test
    void says_nothing_about_what_is_not_known() { // §5.3.2: no null and no empty string
        var answer = TestBrowser.answer(cardea.browser()
                .authorize(request("client_id", "all", "scope", "openid profile email address phone"), BOB, PASSWORD));
        var tokens = json(cardea.tokenAs("all", Map.of("grant_type", "authorization_code", "code",
                answer.get("code"), "redirect_uri", REDIRECT, "code_verifier", VERIFIER)));
        var info = json(cardea.userinfo(tokens.get("access_token")));
        assertThat(info).containsEntry("name", "Bob").doesNotContainKeys("address", "phone_number", "gender");
        assertThat(info.values()).doesNotContain("", (Object) null);
    }

    @Test
    void says_what_was_asked_for_by_name() { // §5.5
        assertThat(alice("openid",
                """
                        {"userinfo": {"nickname": null, "clearance": {"essential": true}, "email": {"essential": true}, "gender": {"value": "male"}},
                         "id_token": {"phone_number": null}}"""))
                .containsEntry("nickname", "a nickname")
                .containsEntry("email", ALICE)
                .doesNotContainKeys("phone_number", "name", "email_verified", "clearance");
    }

    @Test
    void has_the_subject_of_the_id_token() { // §5.3.2
        var tokens = cardea.tokensOf("all");
        assertThat(json(cardea.userinfo(tokens.get("access_token"))))
                .containsEntry("sub", claims(tokens.get("id_token")).get("sub"));
        var mail = cardea.tokensOf("mail");
        assertThat(json(cardea.userinfo(mail.get("access_token")))).containsEntry("sub", ALICE);
    }

    @Test
    void answers_json_that_nobody_keeps() {
        var response = cardea.userinfo(cardea.tokensOf("all").get("access_token"));
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json;charset=UTF-8");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256", "ES256", "EdDSA" })
    void signs_where_the_client_is_registered_for_it(String algorithm) throws Exception { // §5.3.2
        var tokens = cardea.tokensOf(algorithm, "scope", "openid email");
        var response = cardea.userinfo(tokens.get("access_token"));
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/jwt");
        var jwt = SignedJWT.parse(response.body());
        assertThat(jwt.getHeader().getAlgorithm()).hasToString(algorithm);
        assertThat(TestJwks.of(cardea).verifies(jwt)).isTrue();
        assertThat(claims(response.body())).containsEntry("iss", ISSUER)
                .containsEntry("aud", algorithm)
                .containsEntry("sub", claims(tokens.get("id_token")).get("sub"))
                .containsEntry("email", ALICE);
        // A JWT of ours, but neither an access token nor an ID token
        assertThat(cardea.userinfo(response.body()).statusCode()).isEqualTo(401);
        var hinted = cardea.browser()
                .get("/oauth2/auth?" + TestBrowser.encode(
                        request("client_id", algorithm, "prompt", "none", "id_token_hint", response.body())));
        assertThat(TestBrowser.answer(hinted)).containsEntry("error", "invalid_request");
    }
}
