package dev.cardea.refusal;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.VERIFIER;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Nothing secret is kept of a refused request")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeptSecretsTest {
    private static final String MARK = "MARKED-VALUE";
    private static final List<String> PARAMETERS = List.of("code", "code_verifier", "client_secret", "client_assertion",
            "refresh_token", "access_token", "token", "subject_token", "actor_token", "assertion", "id_token_hint",
            "request", "password", "username", "login_hint", "state", "nonce", "interaction", "csrf", "device_code",
            "user_code", "auth_req_id", "login_hint_token", "binding_message", "claims", "authorization_details",
            "registration", "software_statement", "jwks", "unheard_of", "request_uri");
    private static final List<String> HEADERS = List.of("Cookie", "DPoP", "X-Api-Key", "User-Agent", "Referer",
            "Client-Cert", "Signature");
    private static final List<String> PATHS = List.of("/oauth2/auth", "/oauth2/par", "/oauth2/token",
            "/oauth2/introspect", "/oauth2/revoke", "/userinfo", "/oauth2/register", "/oauth2/register/app",
            "/oauth2/sessions/logout", "/oauth2/device", "/oauth2/bc-authorize", "/device", "/account/applications",
            "/account/requests", "/login", "/consent", "/nothing");
    private final TestCardea cardea = new TestCardea("features: { dynamic_registration: token }\n");

    @AfterAll
    void stop() {
        cardea.close();
    }

    private List<String> kept() {
        cardea.clock.advance(Duration.ofMinutes(1)); // so that one more is kept in any case
        var last = cardea.token(Map.of("grant_type", "none"));
        TestWhy.await(cardea, TestWhy.id(last)); // then all before it are written
        return cardea.server.stores().refusals().latest(null, 1000).stream().map(RefusalStore.Entry::decision).toList();
    }

    private static Map<String, String> marked() {
        var form = new LinkedHashMap<String, String>();
        // One that a browser may send with whatever it is told to.
        for (var name : PARAMETERS) form.put(name, MARK + name);
        form.put("request_uri", "urn:ietf:params:oauth:request_uri:" + MARK);
        form.put("redirect_uri", "https://user:" + MARK + "@app.example/cb");
        return form;
    }

    private static String[] headers(String... more) {
        var headers = new ArrayList<>(List.of(more));
        for (var name : HEADERS) headers.addAll(List.of(name, "cardea_session=" + MARK));
        return headers.toArray(String[]::new);
    }

    @Test
    void whatever_is_sent_wherever() {
        for (var path : PATHS)
            for (var authorization : List.of("Bearer " + MARK, "DPoP " + MARK, MARK, basic("app", MARK))) {
                cardea.post(path, marked(), headers("Authorization", authorization));
                cardea.get(path + "?" + TestBrowser.encode(marked()),
                        headers("Authorization", authorization));
                cardea.send("POST", path, Json.text(marked()),
                        headers("Authorization", authorization, "Content-Type", "application/json"));
                cardea.get(path + "/" + "?" + MARK, headers("Authorization", authorization));
                cardea.clock.advance(Duration.ofMinutes(1));
            }
        assertThat(kept()).hasSizeGreaterThan(50).noneMatch(decision -> decision.contains(MARK));
    }

    @Test
    void one_secret_after_the_other_where_all_else_is_right() {
        for (var name : PARAMETERS) {
            var form = new LinkedHashMap<>(Map.of("grant_type", "authorization_code", "client_id", "app"));
            form.put(name, MARK);
            cardea.clock.advance(Duration.ofMinutes(1));
            cardea.post("/oauth2/token", form, "Authorization", basic("app", SECRET));
            cardea.browser().open(request("prompt", "none", name, MARK));
            cardea.post("/oauth2/par", request("scope", "unheard", name, MARK), "Authorization", basic("app", SECRET));
        }
        assertThat(kept()).noneMatch(decision -> decision.contains(MARK));
    }

    @Test
    void a_secret_that_lost_its_name() {
        for (var body : List.of(MARK, MARK + "&grant_type=x", "=" + MARK, "&&" + MARK + "=", "a=%zz&" + MARK))
            cardea.send("POST", "/oauth2/token", body, "Content-Type", "application/x-www-form-urlencoded");
        assertThat(kept()).noneMatch(decision -> decision.contains(MARK));
    }

    @Test
    void genuine_codes_tokens_and_verifiers() {
        var code = cardea.givenCode();
        var wrong = VERIFIER.substring(1) + "Z";
        var refused = cardea.redeem(code, "code_verifier", wrong);
        assertThat(TestWhy.part(cardea, refused, "because")).containsKey("code_challenge that the code_verifier makes");
        cardea.redeem(code);
        var tokens = cardea.givenTokens();
        cardea.tokenAs("machine", Map.of("grant_type", "refresh_token",
                "refresh_token", tokens.get("refresh_token").toString()));
        cardea.post("/oauth2/revoke", Map.of("token", tokens.get("access_token").toString()),
                "Authorization", basic("machine", SECRET));
        var secrets = Stream.of(code, wrong, VERIFIER, tokens.get("refresh_token").toString(),
                tokens.get("access_token").toString(), tokens.get("id_token").toString(), SECRET).toList();
        assertThat(kept()).noneMatch(decision -> secrets.stream().anyMatch(decision::contains));
    }

    @Test
    void control_characters_and_floods_of_text() {
        var long_ = "x".repeat(5_000);
        var response = cardea.post("/oauth2/token", Map.of("grant_type", "\u001b[31m\u202e" + long_, "scope", long_,
                "audience", long_, "resource", long_), "Authorization", basic("app", SECRET));
        assertThat(TestWhy.text(cardea, response)).doesNotContain("\u001b", "\u202e");
        assertThat(kept()).allMatch(decision -> decision.length() < 10_000);
    }
}
