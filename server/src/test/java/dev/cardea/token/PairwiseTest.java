package dev.cardea.token;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("OIDC Core §8.1 pairwise subjects")
class PairwiseTest {
    private static final String ELSEWHERE = "https://elsewhere.example/cb";
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(more());
    }

    private static String more() {
        return TestCardea.client("one", "subject_type: pairwise, grant_types: [authorization_code, refresh_token]")
                + TestCardea.client("two", "subject_type: pairwise, access_token_format: opaque")
                + TestCardea.client("open", "subject_type: public")
                + TestCardea.client("elsewhere", "subject_type: pairwise").replace(TestCardea.REDIRECT, ELSEWHERE)
                + TestCardea.client("member", "subject_type: pairwise,"
                        + " sector_identifier_uri: 'https://APP.example/sector.json'")
                        .replace(TestCardea.REDIRECT, "https://a.example/cb\", \"" + ELSEWHERE);
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static Object subject(TestCardea server, String client, String redirect) {
        var code = server.givenCode("client_id", client, "redirect_uri", redirect);
        var answer = json(server.tokenAs(client, Map.of("grant_type", "authorization_code", "code", code,
                "redirect_uri", redirect, "code_verifier", TestCardea.VERIFIER)));
        return claims(answer.get("id_token")).get("sub");
    }

    private static Object subject(String client) {
        return subject(cardea, client, TestCardea.REDIRECT);
    }

    @Test
    void are_one_in_a_sector_and_unrelated_between_sectors() {
        var here = subject("one");
        assertThat(subject("two")).isEqualTo(here);
        assertThat(subject(cardea, "member", ELSEWHERE)).isEqualTo(here);
        var there = subject(cardea, "elsewhere", ELSEWHERE);
        assertThat(there).isNotEqualTo(here);
        var everywhere = cardea.user(TestCardea.ALICE).id().value();
        assertThat(subject("open")).isEqualTo(everywhere);
        assertThat(here).isNotEqualTo(everywhere);
        assertThat((String) here).hasSize(43).doesNotContain(everywhere);
    }

    @Test
    void differ_between_people() {
        var bob = TestBrowser.answer(
                cardea.signedIn(TestCardea.BOB).open(request("client_id", "one", "scope", "openid"))).get("code");
        var answer = json(cardea.tokenAs("one", Map.of("grant_type", "authorization_code", "code", bob,
                "redirect_uri", TestCardea.REDIRECT, "code_verifier", TestCardea.VERIFIER)));
        assertThat(claims(answer.get("id_token")).get("sub")).isNotEqualTo(subject("one"));
    }

    @Test
    void are_the_same_wherever_the_client_looks() { // OIDC Core §5.3.2
        var tokens = cardea.tokensOf("one");
        var subject = claims(tokens.get("id_token")).get("sub");
        assertThat(claims(tokens.get("access_token"))).containsEntry("sub", subject);
        assertThat(json(cardea.userinfo(tokens.get("access_token")))).containsEntry("sub", subject);
        for (var token : new String[]{"access_token", "refresh_token" })
            assertThat(json(cardea.post("/oauth2/introspect", Map.of("token", (String) tokens.get(token)),
                    "Authorization", TestCardea.basic("one", SECRET)))).containsEntry("sub", subject);
        var opaque = cardea.tokensOf("two");
        assertThat(json(cardea.userinfo(opaque.get("access_token")))).containsEntry("sub", subject);
    }

    @Test
    void are_what_a_request_asks_for() { // OIDC Core §3.1.2.1 id_token_hint, §5.5 claims
        var alice = cardea.signedIn(TestCardea.ALICE);
        var idToken = (String) cardea.tokensOf("one").get("id_token");
        var subject = (String) claims(idToken).get("sub");
        assertThat(TestBrowser.answer(alice.open(request("client_id", "one", "prompt", "none", "id_token_hint",
                idToken)))).containsKey("code");
        assertThat(TestBrowser.answer(alice.open(request("client_id", "one", "prompt", "none", "claims",
                "{\"id_token\":{\"sub\":{\"value\":\"" + subject + "\"}}}")))).containsKey("code");
        var publicSubject = cardea.user(TestCardea.ALICE).id().value();
        assertThat(TestBrowser.answer(alice.open(request("client_id", "one", "prompt", "none", "claims",
                "{\"id_token\":{\"sub\":{\"value\":\"" + publicSubject + "\"}}}"))))
                .containsEntry("error", "login_required");
    }

    @Test
    void outlive_a_change_of_the_secret() {
        var secret = "a".repeat(40);
        var first = TestCardea.of("secret: " + secret + "\n" + TestCardea.CONFIGURATION + more());
        var subject = subject(first, "one", TestCardea.REDIRECT);
        try (var second = first.restarted("secret: " + "b".repeat(40) + "\nprevious_secrets: [" + secret + "]\n"
                + TestCardea.CONFIGURATION + more())) {
            assertThat(subject(second, "one", TestCardea.REDIRECT)).isEqualTo(subject);
        }
    }

    @Test
    void are_published() {
        assertThat(json(cardea.get("/.well-known/openid-configuration")).get("subject_types_supported"))
                .hasToString("[public, pairwise]");
    }
}
